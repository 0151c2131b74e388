export interface Config {
  /** All other keys are described by `@backstage-iac/plugin-iac-node`, which reads them. */
  iac?: {
    badges?: {
      /**
       * Serve `/api/iac/badges/<environment>/drift.svg` without sign-in, for
       * READMEs outside the portal. Whoever guesses the name of an environment
       * then sees whether it drifted. Default: false.
       */
      anonymous?: boolean;
    };
  };
}
