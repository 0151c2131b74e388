import type { EngineEnvironment } from '@backstage-iac/engine';
import type { RotationPolicy } from './secrets/rotation';
import type { SecretReference } from './secrets/SecretReference';

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
  };
  approvals: { required: number };
  /** How old the secrets may become. */
  rotation: RotationPolicy;
  /** Environment that a commit must have been applied to before this one. */
  promotesFrom?: string;
  /** Why it cannot run, for example a missing directory. */
  problem?: string;
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
  /** Folder of plan archives. Absolute. */
  artifacts: string;
  /** Secret sources by id. */
  secretSources: Record<string, SecretSourceSettings>;
  environments: EnvironmentDefinition[];
}
