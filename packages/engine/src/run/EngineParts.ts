import type { Digests } from '../digest/Digests';
import type { PlanVault } from '../digest/PlanVault';
import type { DataDirectories } from '../init/DataDirectories';
import type { Tools } from '../tool/Tools';

/** What all runs of one engine share. */
export interface EngineParts {
  /** Absolute. */
  home: string;
  cliConfigFile?: string;
  /** Folders of the child's PATH. */
  path: string[];
  tools: Tools;
  digests: Digests;
  vault: PlanVault;
  dataDirectories: DataDirectories;
}
