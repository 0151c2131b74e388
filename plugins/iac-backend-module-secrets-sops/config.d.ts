export interface Config {
  iac?: {
    secrets?: {
      sources?: {
        /** A source of type `sops`, which is the default for the id `sops`: files that the program `sops` decrypts. */
        [id: string]: {
          /** What sort of source it is. Default: its id. */
          type?: string;
          /** Name on the PATH, or path relative to the repository's root. Default: `sops`. */
          binary?: string;
          /** Folder that references start from, and do not leave. Default: the repository's root. */
          root?: string;
          /** Process variables that the program gets; it gets no others. `SOPS_AGE_KEY_FILE`, `AWS_ROLE_ARN`. */
          passEnv?: string[];
        };
      };
    };
  };
}
