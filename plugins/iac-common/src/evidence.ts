/** The commit that a run works on. @public */
export interface ResolvedCommit {
  /** Full hash; for a directory without git, a digest of its content, `dir-<sha256>`. */
  commit: string;
  /** Branch, tag or hash that was asked for. */
  ref?: string;
  /** The working tree differs from the commit. */
  dirty: boolean;
  author?: string;
  /** As git has it: the author's own claim. */
  authorEmail?: string;
  message?: string;
}

/** Version and kind of the binary that ran. @public */
export interface ToolVersion {
  product: 'terraform' | 'opentofu';
  version: string;
}

/** Where a run read the state, before it did anything. @public */
export interface StatePosition {
  /** Unique id of the state's history; absent when there is no state yet. */
  lineage?: string;
  /** Rises with every write. */
  serial?: number;
}

/** Everything that must not move between a plan and its apply. @public */
export interface PlanDigests {
  /** SHA-256 of the saved plan file, hex. */
  planFile: string;
  /** HMAC-SHA-256 over names, sources and versions of the variables, hex. Never over bare values. */
  variableSet: string;
  /** HMAC-SHA-256 over plan file, commit, variable set and state position, hex. What a person approves. */
  approval: string;
}
