import type {
  DriftResult,
  HygieneReport,
  Operation,
  PlanDigests,
  PlanSummary,
  ResolvedCommit,
  Stage,
  StageName,
  StatePosition,
  ToolVersion,
  VariableAdvice,
  VariableOrigin,
} from '@backstage-iac/plugin-iac-common';
import type { Redacted } from './redaction/types';

/** Any JSON value. */
export type Json =
  | string
  | number
  | boolean
  | null
  | Json[]
  | { [key: string]: Json };

/** Where the code of environments comes from. */
export type SourceDefinition =
  | {
      type: 'directory';
      /** Absolute path. */
      path: string;
    }
  | {
      type: 'git';
      /** `https://…` or `file://…`; credentials never stand in it. */
      url: string;
      /** Asked for anew before each contact with the remote; sent as a header, never stored. */
      credentials?: () => Promise<
        { headers: Record<string, string> } | undefined
      >;
      submodules?: boolean;
    };

/** The remote state, in the words of Terraform's backends. */
export type StateDefinition = {
  type:
    | 'local'
    | 'http'
    | 'pg'
    | 's3'
    | 'gcs'
    | 'azurerm'
    | 'kubernetes'
    | 'consul';
  /** Written to the generated override file: addresses, buckets, keys. Never credentials. */
  config: Record<string, Json>;
  /** Process environment of the backend alone: `PGPASSWORD`, `TF_HTTP_PASSWORD`, `AWS_SECRET_ACCESS_KEY`. Every value is redacted. */
  env: Record<string, string>;
  workspace?: string;
};

/** A value that never leaves the engine in clear. */
export interface SecretVariable {
  /** Name of the Terraform variable. */
  name: string;
  /** A string is given as it is, unless the variable is of a type that Terraform reads an expression for. */
  value: Json;
  /** Where it came from, `env:DB_PASSWORD`. Shown. */
  source: string;
  /** Version in its source. Shown, and part of the variable set's digest. */
  version: string;
}

/** Which binary runs an environment. */
export interface ToolRequirement {
  /** Name on the PATH, or absolute path. @defaultValue `terraform`, else `tofu` */
  binary?: string;
  /** Range in npm's semver notation, `>=1.6 <2`. */
  version?: string;
}

/** All that the engine must know of an environment. */
export interface EngineEnvironment {
  name: string;
  source: SourceDefinition;
  /** Branch, tag or hash. @defaultValue the source's default branch, or the directory as it is */
  ref?: string;
  /** Root module, relative to the source's root, with `/`. */
  directory: string;
  state: StateDefinition;
  variables: Record<string, Json>;
  /** Relative to the root module, in order; a later file wins. */
  variableFiles: string[];
  secrets: SecretVariable[];
  /** Non-secret process environment for providers. Names of Terraform's own settings (`TF_…`) are refused. */
  env: Record<string, string>;
  tool: ToolRequirement;
  limits?: Partial<RunLimits>;
}

/** Bounds of one run. */
export interface RunLimits {
  /** Whole run of one Terraform command, milliseconds. @defaultValue 1 hour */
  commandTimeoutMs: number;
  /** Output kept of one command, bytes; the rest is counted and dropped. @defaultValue 64 MiB */
  outputBytes: number;
}

/** What happens while a run goes on. All text is redacted. */
export type EngineEvent =
  | { type: 'stage'; stage: Stage }
  | { type: 'commit'; commit: ResolvedCommit }
  | { type: 'tool'; tool: ToolVersion }
  /** One or more whole lines. */
  | { type: 'log'; stage: StageName; text: Redacted };

/** What each call of the engine is given. */
export interface RunContext {
  /** Letters, digits and dashes: names the private working copy. */
  runId: string;
  environment: EngineEnvironment;
  /** Aborting sends Terraform one SIGINT and waits for it to save its state. */
  signal?: AbortSignal;
  /** Called in order. A listener that throws fails the run. */
  onEvent?: (event: EngineEvent) => void;
}

/** Request for a plan. */
export interface PlanRequest extends RunContext {
  operation: Operation;
  /** Overrides the environment's ref. */
  ref?: string;
}

/** What a plan proved. */
export interface PlanEvidence {
  commit: ResolvedCommit;
  tool: ToolVersion;
  statePosition: StatePosition;
  digests: PlanDigests;
  summary: PlanSummary;
  /** As `terraform show` prints it. */
  planText: Redacted;
  /** `terraform show -json`, without values that are sensitive or not needed. */
  planJson: Redacted;
  /** `terraform plan -json`, line by line. */
  eventLog: Redacted;
  /** Which value of each variable was in force; no values. */
  variables: VariableOrigin[];
  /** What could be safer about secrets. Of the state only when something changes. */
  advice: VariableAdvice[];
  /** Whether secrets are where they do not belong; not for drift checks. */
  hygiene?: HygieneReport;
  /** For the operation `drift-check`. */
  drift?: DriftResult;
  stages: Stage[];
}

/** Request to apply the plan that {@link Engine.plan} saved under the same run id. */
export interface ApplyRequest extends RunContext {
  /** What was approved. Anything else is refused with a {@link StalePlanError}. */
  expected: {
    digests: PlanDigests;
    commit: string;
    statePosition: StatePosition;
  };
}

/** What an apply did. */
export interface ApplyEvidence {
  applied: { add: number; change: number; remove: number };
  statePosition: StatePosition;
  applyLog: Redacted;
  stages: Stage[];
}

/** One Terraform or OpenTofu run of one environment, start to evidence. */
export interface Engine {
  /** Full hash of what a ref means now, without running anything. */
  resolve(
    environment: EngineEnvironment,
    ref?: string,
  ): Promise<ResolvedCommit>;
  /** Fetch, init, fmt, validate, plan. Changes neither state nor infrastructure. */
  plan(request: PlanRequest): Promise<PlanEvidence>;
  /** Applies exactly the saved plan, or refuses. */
  apply(request: ApplyRequest): Promise<ApplyEvidence>;
  /** Removes the working copy and plan of a run that has ended. */
  discard(runId: string): Promise<void>;
}

/** Set-up of an engine. */
export interface EngineOptions {
  /** Folder for working copies, caches and local states; made with mode 0700. Absolute. */
  home: string;
  /** Key of the digests, at least 32 bytes. The same for plan and apply. */
  digestKey: Buffer;
  /** Terraform's CLI configuration (provider mirrors). Absolute. */
  cliConfigFile?: string;
  /** Folders of the child's PATH. @defaultValue the folders of Node and `/usr/local/bin:/usr/bin:/bin` */
  path?: string[];
}
