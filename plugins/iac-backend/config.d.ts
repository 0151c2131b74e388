import { HumanDuration } from '@backstage/types';

/** Any JSON value. */
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What an environment may say, and what `defaults` may say for all. */
interface SharedEnvironmentSettings {
  /** `production` is guarded most. Default: `standard`. */
  tier?: string;
  /** Entity ref of the owner, `group:default/platform`. */
  owner?: string;
  /** For permission rules and filters. */
  labels?: { [label: string]: string };
  /** Process environment for providers; not for secrets, not for names that start with `TF_`. */
  env?: { [name: string]: string };
  terraform?: {
    /** Name on the PATH, or path relative to the repository's root. Default: `terraform`, else `tofu`. */
    binary?: string;
    /** Range in npm's notation, `>=1.6 <2`. */
    version?: string;
  };
  drift?: {
    schedule?: {
      /** Five fields, UTC. Default: `0 2 * * *`. */
      cron: string;
    };
    /** Window over which the checks of one slot are spread. Default: 30 minutes. */
    jitter?: string | HumanDuration;
    /** An answer older than this is stale. Default: 26 hours. */
    freshness?: string | HumanDuration;
  };
  approvals?: {
    /** People who must approve a plan, 1 to 10. Default: 1. */
    required: number;
  };
  /** Terraform variable to where its secret value is. */
  secrets?: { [variable: string]: SecretReference };
}

/**
 * Names one source by its id under `secrets.sources` and the secret in the
 * words of that source: `{ env: DB_PASSWORD }`,
 * `{ vault: kv/platform/production, field: password }`.
 */
interface SecretReference {
  /** Name of a process variable of the backend. */
  env?: string;
  /** File below the root of the source. */
  age?: string;
  /** File below the root of the source. */
  sops?: string;
  /** Name or ARN in AWS Secrets Manager. */
  aws?: string;
  /** Name, or `projects/<project>/secrets/<name>`, in Google Cloud Secret Manager. */
  gcp?: string;
  /** Mount and path in a KV engine of Vault or OpenBao. */
  vault?: string;
  /** Field of a JSON document: a dotted path, or a JSON pointer. Default: the whole secret. */
  field?: string;
  /** Version in the words of the source. Default: the current one. */
  version?: string | number;
  /** A source of another id. */
  [source: string]: string | number | undefined;
}

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
  /** Infrastructure as code: runs of Terraform and OpenTofu. */
  iac?: {
    /** Folder of working copies, local states and records. Default: `.iac` at the repository's root. */
    home?: string;
    /** Folder of plan archives. Default: `artifacts/infra`. */
    artifacts?: string;
    /** Plan and check drift of every environment that never was, when the backend starts. Default: false. */
    runOnStartup?: boolean;
    worker?: {
      /** Runs that one host works on at a time, 1 to 256. Default: 2. */
      concurrency?: number;
    };
    badges?: {
      /**
       * Serve `/api/iac/badges/<environment>/drift.svg` without sign-in, for
       * READMEs outside the portal. Whoever guesses the name of an environment
       * then sees whether it drifted. Default: false.
       */
      anonymous?: boolean;
    };
    terraform?: {
      /** Name on the PATH, or path relative to the repository's root. */
      binary?: string;
      /** Range in npm's notation, `>=1.6 <2`. */
      version?: string;
      /** Terraform's CLI configuration, for provider mirrors. */
      cliConfigFile?: string;
      /** Process environment for providers, for every environment. */
      env?: { [name: string]: string };
    };
    /** Where the code of environments comes from, by name. */
    sources?: {
      [name: string]: {
        /** A directory, `https://…` or `file://…` of a git repository; credentials come from `integrations`. */
        target: string;
        /** Branch, tag or hash. Default: the remote's default branch, or the directory as it is. */
        ref?: string;
        /** Fetch git submodules too. Default: false. */
        submodules?: boolean;
        /** Globs of root modules, for directories only; each directory's name names its environment. */
        environments?: string | string[];
      };
    };
    secrets?: {
      /** Where secret variables come from, by id. Each kind's package describes its settings. */
      sources?: {
        [id: string]: {
          /** What sort of source it is: `age`, `aws`, `gcp`, `sops`, `vault`. Default: its id. */
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
    defaults?: SharedEnvironmentSettings;
    /** Environments by name: refines what the globs found, or defines another one. */
    environments?: {
      [name: string]: SharedEnvironmentSettings & {
        /** Name of an entry of `sources`; needed when there are several. */
        source?: string;
        /** Root module, relative to the source's root. */
        directory?: string;
        /** Branch, tag or hash, in place of the source's. */
        ref?: string;
        title?: string;
        description?: string;
        /** Environment that a commit must have been applied to before this one. */
        promotesFrom?: string;
        /** In place of single settings of `secrets.rotation`. */
        secretRotation?: SecretRotationSettings;
        /** The remote state. Default: `local`, under `home`. */
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
          /** In the words of Terraform's backend; never credentials. */
          config?: { [setting: string]: Json };
          /**
           * Process environment of the backend alone: `PGPASSWORD`, `AWS_SECRET_ACCESS_KEY`.
           * @deepVisibility secret
           */
          env?: { [name: string]: string };
          workspace?: string;
        };
        /** Terraform variables that are no secrets. */
        variables?: { [variable: string]: Json };
        /** Variable files, relative to the root module; a later file wins. */
        variableFiles?: string[];
      };
    };
  };
}
