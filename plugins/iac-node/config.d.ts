import type { HumanDuration } from '@backstage/types';

/** How old secrets may become. */
interface SecretRotationSettings {
  /** Older is overdue. Default: 90 days. */
  maxAge?: string | HumanDuration;
  /** How long before that a secret is due. Default: 15 days, at most a sixth of `maxAge`. */
  warnBefore?: string | HumanDuration;
  /** When rotations are done, in words: `Sun 02:00–04:00 UTC`. */
  window?: string;
  /** Address of the instructions, https://… */
  docs?: string;
  /** Let the verdict of the environment depend on it. Default: false, it is only shown. */
  enforce?: boolean;
}

export interface Config {
  /** Infrastructure environments that Terraform or OpenTofu runs. */
  iac?: {
    /**
     * Folder of working copies, caches, local states and the digest key.
     * Relative paths start from the repository's root, or from `IAC_BASE_DIR`.
     * @default .iac
     */
    home?: string;
    /**
     * Folder of plan archives.
     * @default artifacts/infra
     */
    artifacts?: string;
    /** Plan and check the drift of every environment that never was, when the backend starts. */
    runOnStartup?: boolean;
    worker?: {
      /**
       * Runs that one host works on at a time.
       * @default 2
       */
      concurrency?: number;
    };
    terraform?: {
      /** Name on the PATH, or a path. */
      binary?: string;
      /** Range in npm's notation: `>=1.6 <2`. */
      version?: string;
      /** Terraform's CLI configuration, with provider mirrors. */
      cliConfigFile?: string;
      /** Process environment for the providers of all environments; nothing secret. */
      env?: { [name: string]: string };
    };
    sources?: {
      [id: string]: {
        /** A directory, `https://…` or `file://…`. */
        target: string;
        /** Branch, tag or commit. */
        ref?: string;
        submodules?: boolean;
        /**
         * Directories that are environments, each named after its last part.
         * Only for directories: what a git remote holds is not known before it
         * is fetched, so its environments are named with their `directory`.
         */
        environments?: string | string[];
      };
    };
    secrets?: {
      /** Where secret variables come from, by id. */
      sources?: {
        [id: string]: {
          /** What sort of source it is. Default: its id. */
          type?: string;
          /**
           * Of the source `env`, which is always there: names of process
           * variables that may be read, `*` for any characters. Default: the
           * names that environments refer to.
           */
          allow?: string[];
        };
      };
      /** For the secrets of all environments. */
      rotation?: SecretRotationSettings;
    };
    defaults?: {
      tier?: string;
      owner?: string;
      labels?: { [name: string]: string };
      /** As those of an environment. */
      secrets?: {
        [variable: string]: { [source: string]: string | number | undefined };
      };
      env?: { [name: string]: string };
      terraform?: { binary?: string; version?: string };
      drift?: {
        schedule?: {
          /** Five fields, UTC. */
          cron: string;
        };
        jitter?: HumanDuration | string;
        freshness?: HumanDuration | string;
      };
      approvals?: { required: number };
    };
    environments?: {
      [name: string]: {
        source?: string;
        /** Root module, relative to the source's root. */
        directory?: string;
        ref?: string;
        title?: string;
        description?: string;
        tier?: string;
        owner?: string;
        labels?: { [name: string]: string };
        state?: {
          type:
            | 'local'
            | 'http'
            | 'pg'
            | 's3'
            | 'gcs'
            | 'azurerm'
            | 'kubernetes'
            | 'consul';
          /** Settings of the backend; never credentials. */
          config?: object;
          /**
           * Process environment of the backend, with its credentials.
           * @deepVisibility secret
           */
          env?: { [name: string]: string };
          workspace?: string;
        };
        variables?: object;
        /** Relative to the root module; a later file wins. */
        variableFiles?: string[];
        /** Terraform variable to one source and the name of the secret there. */
        secrets?: {
          [variable: string]: {
            /** Name of a process variable. */
            env?: string;
            /** Field of a JSON document: a dotted path, or a JSON pointer. */
            field?: string;
            /** Version in the words of the source. */
            version?: string | number;
            [source: string]: string | number | undefined;
          };
        };
        env?: { [name: string]: string };
        terraform?: { binary?: string; version?: string };
        drift?: {
          schedule?: {
            /** Five fields, UTC. */
            cron: string;
          };
          jitter?: HumanDuration | string;
          freshness?: HumanDuration | string;
        };
        approvals?: { required: number };
        /** Environment that a commit must have been applied to before this one. */
        promotesFrom?: string;
        /** In place of single settings of `secrets.rotation`. */
        secretRotation?: SecretRotationSettings;
      };
    };
  };
}
