import type { EncryptionKey, EngineEnvironment } from '@backstage-iac/engine';
import type {
  IgnoreDriftRule,
  Operation,
} from '@backstage-iac/plugin-iac-common';
import type { RotationPolicy } from './secrets/rotation';
import type { SecretReference } from './secrets/SecretReference';
import type { CheckSettings } from './checks/ReadinessCheck';

/** An entry of `iac.secrets.sources`. @public */
export interface SecretSourceSettings {
  /** What sort of source it is, `vault`: its `type`, or its id. */
  kind: string;
  /** As written, without `type`; checked by the module of the kind. */
  settings: Record<string, unknown>;
}

/** An environment as configuration defines it, before secrets are read. */
export interface EnvironmentDefinition {
  name: string;
  title?: string;
  description?: string;
  /** `production` is guarded most. @defaultValue `standard` */
  tier: string;
  /** Entity ref. */
  owner?: string;
  labels: Record<string, string>;
  /** Name of the source under `iac.sources`. */
  source: string;
  /** All the engine needs, except the secrets. */
  engine: Omit<EngineEnvironment, 'secrets'>;
  /** Terraform variable to where its value is. */
  secrets: Record<string, SecretReference>;
  drift: {
    /** Five fields, UTC. */
    cron: string;
    /** Window over which the checks of one slot are spread, seconds. */
    jitterSeconds: number;
    /** An answer older than this is stale, seconds. */
    freshnessSeconds: number;
    /** Drift that is known and may stay. */
    ignore: IgnoreDriftRule[];
  };
  protection: EnvironmentProtection;
  /** Shares the limit `iac.groups.<group>.concurrency` with others. */
  group?: string;
  /** A run that was asked to stop may be ended by force after as many seconds. */
  forceCancelAfterSeconds: number;
  /** How old the secrets may become. */
  rotation: RotationPolicy;
  /** Environment that a commit must have been applied to before this one. */
  promotesFrom?: string;
  /** Why it cannot run, for example a missing directory. */
  problem?: string;
}

/**
 * What protects an environment. Read from the portal's configuration alone:
 * whoever can open a pull request must not be able to lower the guard.
 */
export interface EnvironmentProtection {
  approvals: {
    /** People who must approve a plan, 0 to 10. */
    required: number;
    /** Entity refs of users and groups, or subjects of services; empty: everyone with the permission. */
    approvers: string[];
    requesterMayApprove: boolean;
    /** Whether the author of the planned commit may approve it. */
    authorMayApprove: boolean;
    /** Seconds that an approval counts. */
    expiresAfterSeconds: number;
    /** What a newer commit of the environment's ref does to a plan that waits. */
    onNewCommit: 'void' | 'keep';
  };
  /** `manual`: after approval. `auto`: without a person, unless a guard asks for one. `never`: plans only. */
  apply: 'manual' | 'auto' | 'never';
  reasonRequired: boolean;
  ticket: {
    required: boolean;
    /** Regular expression that a ticket must match as a whole. */
    pattern?: string;
  };
  freezeWindows: FreezeWindow[];
  /** Globs of resource types whose destroy or replace needs one approval more. */
  guardedResources: string[];
  /** Absent: nobody may. */
  breakGlass?: {
    /** Seconds in which a second person must confirm. */
    confirmWithinSeconds: number;
    /** Seconds after the confirmation in which it must be reviewed. */
    reviewWithinSeconds: number;
  };
}

/** A time in which nothing is applied but by break-glass. */
export type FreezeWindow = {
  title: string;
  /** IANA name, `Europe/Berlin`. */
  timezone: string;
} & (
  | {
      /** Five fields: each beginning. */ cron: string;
      durationSeconds: number;
    }
  /** Local times without offset, `2026-12-24T00:00`. */
  | { from: string; to: string }
);

/** What a service's token may do, narrower than the permission framework allows it. */
export interface ServiceAccess {
  /** Subject of the token, `external:ci`. */
  subject: string;
  /** Globs of names. */
  environments: string[];
  /** Absent: all. */
  operations?: Operation[];
}

/** The whole `iac` section, read and checked. */
export interface IacConfig {
  /** Folder of working copies, local states, archives. Absolute. */
  home: string;
  /** Terraform's CLI configuration file. Absolute. */
  cliConfigFile?: string;
  /** Runs that one host works on at a time. */
  concurrency: number;
  /** Plan and check drift of every environment that never was, when the backend starts. */
  runOnStartup: boolean;
  /** A worker whose lease is not renewed for as long is taken for dead, seconds. */
  leaseSeconds: number;
  /** Limits that groups of environments share. */
  groups: Record<string, { concurrency: number }>;
  access: {
    services: ServiceAccess[];
    /** Services that `services` does not list. */
    unlistedServices: 'allow' | 'deny';
  };
  encryption: {
    /** The first one encrypts, all decrypt; may be empty. */
    keys: EncryptionKey[];
    /** Refuse to run without a configured key. */
    required: boolean;
  };
  retention: {
    /** How long a state is kept that an apply could not save and nobody has saved since, seconds. */
    rescuedStatesSeconds: number;
  };
  /** Settings of readiness checks by id. @defaultValue none */
  checks?: Record<string, CheckSettings>;
  /** Folder of plan archives. Absolute. */
  artifacts: string;
  /** Secret sources by id. */
  secretSources: Record<string, SecretSourceSettings>;
  environments: EnvironmentDefinition[];
}
