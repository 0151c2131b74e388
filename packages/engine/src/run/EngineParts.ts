import type { Digests } from '../digest/Digests';
import type { DataDirectories } from '../init/DataDirectories';
import type { Tools } from '../tool/Tools';
import type { Vault } from '../vault/Vault';

/** What all runs of one engine share. */
export interface EngineParts {
  /** Absolute. */
  home: string;
  cliConfigFile?: string;
  /** Folders of the child's PATH. */
  path: string[];
  tools: Tools;
  digests: Digests;
  vault: Vault;
  dataDirectories: DataDirectories;
}
