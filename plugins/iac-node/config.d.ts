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

/** A time in which nothing is applied but by break-glass: `cron` with `duration`, or `from` with `to`. */
interface FreezeWindow {
  /** `Weekend` */
  title: string;
  /** IANA name. Default: `UTC`. */
  timezone?: string;
  /** Five fields: each beginning, `0 18 * * 5`. */
  cron?: string;
  /** From each beginning, by the clock on the wall; at most 31 days. */
  duration?: string | HumanDuration;
  /** Local time without offset, `2026-12-24T00:00`. */
  from?: string;
  /** Local time without offset. */
  to?: string;
}

/** What protects an environment. */
interface ProtectionSettings {
  approvals?: {
    /** People who must approve a plan, 0 to 10. Default: 1. With `apply: manual` at least one person says yes. */
    required?: number;
    /** Who may: `group:default/platform-leads`, `user:default/ada`, `external:ci`. Default: everyone with the permission. */
    approvers?: string[];
    /** Default: true. */
    requesterMayApprove?: boolean;
    /** Whether the author of the planned commit may. Default: true. */
    authorMayApprove?: boolean;
    /** How long an approval counts. Default: 24 hours. */
    expiresAfter?: string | HumanDuration;
    /** What a newer commit does to a plan that waits. Default: `void`. */
    onNewCommit?: 'void' | 'keep';
  };
  /** `auto`: without a person, unless a guarded resource goes. `never`: plans only. Default: `manual`. */
  apply?: 'manual' | 'auto' | 'never';
  /** What a run that changes something must say. */
  require?: {
    /** Default: false. */
    reason?: boolean;
    /** `true`, or a regular expression that the ticket must match as a whole. Default: false. */
    ticket?: boolean | string;
  };
  freeze?: FreezeWindow[];
  /** Globs of resource types whose destroy or replace needs one approval more. */
  guardedResources?: string[];
  /** Applying against the rules with a second person. Default: `false`. */
  breakGlass?:
    | false
    | {
        /** Time for the second person. Default: 1 hour. */
        confirmWithin?: string | HumanDuration;
        /** Time for the review afterwards. Default: 72 hours. */
        reviewWithin?: string | HumanDuration;
      };
  limits?: {
    /** Each command but an apply. Default: 1 hour. */
    plan?: string | HumanDuration;
    /** Default: 24 hours. */
    apply?: string | HumanDuration;
    /** A plan or apply that prints nothing for as long is interrupted. Default: 15 minutes. */
    silence?: string | HumanDuration;
    /** A run that was asked to stop may be ended by force after as long. Default: 2 minutes. */
    forceCancelAfter?: string | HumanDuration;
  };
  /** Shares the limit of `iac.groups` of this name. */
  group?: string;
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
      /**
       * A worker whose lease is not renewed for as long is taken for dead; 15 seconds to 10 minutes.
       * @default 60s
       */
      lease?: string | HumanDuration;
    };
    /** Limits that environments share, by name. */
    groups?: {
      [name: string]: {
        /** Runs at a time. */
        concurrency: number;
      };
    };
    /** What tokens of services may do, narrower than permissions allow them. */
    access?: {
      services?: Array<{
        /** Subject of the token, `external:ci` or `plugin:catalog`. */
        subject: string;
        /** Globs of names. */
        environments: string[];
        /** Operations of the runs that it may start, approve or stop. Default: all. */
        operations?: Array<
          | 'plan-only'
          | 'plan-and-apply'
          | 'drift-check'
          | 'refresh-only'
          | 'rollback'
          | 'destroy'
        >;
      }>;
      /** Services that are not listed, other plugins among them. Default: `allow`. */
      unlistedServices?: 'allow' | 'deny';
    };
    /** Encryption of saved plans, and of states that an apply could not save. */
    encryption?: {
      /**
       * Refuse to start without a key in `keys`. With `NODE_ENV=production` a key is needed in any case.
       * Default: false, and a key is made in `<home>/encryption.key`.
       */
      required?: boolean;
      /** The first key encrypts, all decrypt: put a new one in front, run `iac keys rotate`, take the old one out. */
      keys?: Array<{
        /** Stands in clear in every file: letters, digits, dots, dashes or underscores. */
        id: string;
        /**
         * 32 bytes in base64, from `openssl rand -base64 32`.
         * @visibility secret
         */
        secret: string;
      }>;
    };
    retention?: {
      /** How long a state is kept that an apply could not save and nobody has saved since; a day or more. Default: 30 days. */
      rescuedStates?: string | HumanDuration;
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
    defaults?: ProtectionSettings & {
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
    };
    environments?: {
      [name: string]: ProtectionSettings & {
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
        /** Environment that a commit must have been applied to before this one. */
        promotesFrom?: string;
        /** In place of single settings of `secrets.rotation`. */
        secretRotation?: SecretRotationSettings;
      };
    };
  };
}
