import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import type { DatabaseSettings } from './database';

/** All that a process of a cluster must know; passed as JSON. */
export interface ClusterSetting {
  /** `postgres` or `sqlite`; in messages and tables. */
  name: string;
  database: DatabaseSettings;
  /** The engine's home, shared by all processes of the cluster. */
  home: string;
  /** Folder of plan archives; on a disk of its own that can be filled. */
  artifacts: string;
  cliConfigFile: string;
  /** Hex. */
  digestKey: string;
  leaseSeconds: number;
  /** Definitions of environments as JSON, read again and again. */
  environmentsFile: string;
}

export type Definitions = EnvironmentDefinition[];
