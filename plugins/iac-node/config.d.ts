import { HumanDuration } from '@backstage/types';

/** Any JSON value. */
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

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

/** Drift that is known and may stay. */
interface KnownDriftRule {
  /** Unique in the list. Default: made from what the rule hides. */
  id?: string;
  /** Glob of resource addresses: `*` within one step between dots, `**` across steps. */
  address: string;
  /** Globs of attribute paths. With them a deletion is never hidden. Default: all. */
  attributes?: string[];
  /** Hide deletions and replacements, too; not beside `attributes`. Default: false. */
  includeDeletions?: boolean;
  /** Why it may stay. Shown. */
  reason: string;
  /** Who answers for it, `group:default/platform`. */
  owner: string;
  ticket?: string;
  /** Date or time, ISO 8601, UTC; from then on it hides nothing. */
  expiresAt?: string;
}

/** What an environment may say, and what `defaults` may say for all. */
interface SharedEnvironmentSettings extends ProtectionSettings {
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
    /** Known drift, shown apart. The list of an environment takes the place of the one in `defaults`. */
    ignore?: KnownDriftRule[];
  };
  /**
   * Terraform variable to where its secret value is. A value that is shorter
   * than four characters, or a common word, is refused: it could not be masked.
   */
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
      /** A worker whose lease is not renewed for as long is taken for dead; 15 seconds to 10 minutes. Default: 60 seconds. */
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
    /** Readiness checks by id, `drift.current`; docs/operations/readiness.md lists them. */
    checks?: {
      [check: string]: {
        /** Whether the verdict needs it: for all environments, or by tier. */
        required?: boolean | { [tier: string]: boolean };
        /** A result older than this is stale; a minute or more. */
        freshness?: string | HumanDuration;
        /** Why the check does not look at all. Shown in the result's place. */
        disabled?: string;
      };
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
