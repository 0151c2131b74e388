import type {
  ApplyProgress,
  DriftResult,
  EnvironmentOutput,
  HygieneReport,
  IgnoreDriftRule,
  Operation,
  PlanDigests,
  PlanSummary,
  ResolvedCommit,
  RedactedCommit,
  RedactedJson,
  RedactedStage,
  StageName,
  StateLockStatus,
  StatePosition,
  ToolVersion,
  VariableAdvice,
  VariableOrigin,
} from '@backstage-iac/plugin-iac-common';
import type { Redacted } from './redaction/types';
import type { Tripwire } from './tripwire';
import type { Keyring } from './vault';

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
      /** Folders that are no part of the code, such as the engine's own home. Absolute. */
      exclude?: string[];
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
  /** One Terraform command other than an apply, milliseconds. @defaultValue 1 hour */
  commandTimeoutMs: number;
  /** An apply, milliseconds. @defaultValue 24 hours */
  applyTimeoutMs: number;
  /** A plan or apply that prints nothing for as long is interrupted, milliseconds. @defaultValue 15 minutes */
  silenceMs: number;
  /** A command other than an apply that was interrupted and does not end is killed after as long, milliseconds. @defaultValue 30 seconds */
  graceMs: number;
  /** How long a command waits for another one to give the state's lock back, milliseconds. @defaultValue 1 minute */
  lockWaitMs: number;
  /** Output kept of one command, bytes; the rest is counted and dropped. @defaultValue 64 MiB */
  outputBytes: number;
}

/** What happens while a run goes on. All text is redacted. */
export type EngineEvent =
  | { type: 'stage'; stage: RedactedStage }
  | { type: 'commit'; commit: RedactedCommit }
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
  /**
   * Aborting ends by force what did not stop after `signal`: SIGTERM, some
   * seconds, then SIGKILL of the whole process group. An apply then ends in an
   * {@link OutcomeUnknownError}.
   */
  kill?: AbortSignal;
  /** Called in order. A listener that throws fails the run. */
  onEvent?: (event: EngineEvent) => void;
  /** Given before Terraform starts, and again when there are more secrets: also runs that fail are searched. */
  onTripwire?: (tripwire: Tripwire) => void;
}

/** Request for a plan. */
export interface PlanRequest extends RunContext {
  operation: Operation;
  /** Overrides the environment's ref. */
  ref?: string;
  /** For the operation `drift-check`: what tells drift from what was not deployed. */
  lastApplied?: LastApplied;
  /** For the operation `drift-check`: drift that is known and may stay. */
  ignoreDrift?: IgnoreDriftRule[];
}

/**
 * What the last run that changed the environment and ended well was made of, as
 * its {@link PlanEvidence} told. Leave it out after a destroy.
 */
export interface LastApplied {
  /** Full hash. */
  commit: string;
  /** Its working tree differed from the commit: the code cannot be had again. */
  dirty?: boolean;
  /** Digest of its variable set. Without it, nobody can tell whether variables moved. */
  variableSet?: string;
  tool?: ToolVersion;
  /** {@link PlanEvidence.providers} */
  providers?: Record<string, string>;
  /** Where the last run that wrote the state left it. Elsewhere now, nothing here counts: somebody else applied. */
  statePosition?: StatePosition;
  /** The environment's variables of then, to plan with. @defaultValue those of now */
  variables?: Record<string, Json>;
}

/** What a plan proved. */
export interface PlanEvidence {
  commit: RedactedCommit;
  tool: ToolVersion;
  /** Provider versions of the lock file, by address. */
  providers?: Record<string, string>;
  statePosition: StatePosition;
  digests: PlanDigests;
  summary: RedactedJson<PlanSummary>;
  /** As `terraform show` prints it. */
  planText: Redacted;
  /** `terraform show -json`, without values that are sensitive or not needed. */
  planJson: Redacted;
  /** `terraform plan -json`, line by line. */
  eventLog: Redacted;
  /** Which value of each variable was in force; no values. */
  variables: RedactedJson<VariableOrigin[]>;
  /** What could be safer about secrets. Of the state only when something changes. */
  advice: RedactedJson<VariableAdvice[]>;
  /** Whether secrets are where they do not belong; not for drift checks. */
  hygiene?: RedactedJson<HygieneReport>;
  /** For the operation `drift-check`. */
  drift?: RedactedJson<DriftResult>;
  /** Searches what is written of this evidence once more. */
  tripwire: Tripwire;
  stages: RedactedStage[];
}

/** Request to apply the plan that {@link Engine.plan} saved under the same run id. */
export interface ApplyRequest extends RunContext {
  /** What was approved. Anything else is refused with a {@link StalePlanError}. */
  expected: {
    digests: PlanDigests;
    commit: string;
    statePosition: StatePosition;
  };
  /** With `commitMayMove: false` it must still mean the same commit. @defaultValue the ref that was planned, as it was asked for */
  ref?: string;
  /** @defaultValue false */
  commitMayMove?: boolean;
}

/** What the backend of a state says of its lock. */
export type LockInspection = Pick<
  StateLockStatus,
  'status' | 'message' | 'lock'
>;

/** What is left of a run whose worker was lost, on this host. */
export interface RunTraces {
  /** Of the run's Terraform. `elsewhere`: the run's folder is not on this host, and no process of this host works in it. */
  process: 'running' | 'ended' | 'elsewhere' | 'unknown';
  /** From the raw event stream of the apply. */
  progress: ApplyProgress;
  /** The stream ends with Terraform's own summary of the apply. */
  saidComplete: boolean;
  /** A state that could not be saved lies sealed in the run's folder. */
  rescuedState: boolean;
  /** Position of the state now; absent when it could not be read. */
  now?: StatePosition;
  lock: LockInspection;
  /** What could not be found out; redacted sentences. */
  problems: string[];
}

/** What an apply did. */
export interface ApplyEvidence {
  applied: { add: number; change: number; remove: number };
  statePosition: StatePosition;
  applyLog: Redacted;
  /** Searches what is written of this evidence once more. */
  tripwire: Tripwire;
  stages: RedactedStage[];
}

/** One Terraform or OpenTofu run of one environment, start to evidence. */
export interface Engine {
  /** Full hash of what a ref means now, without running anything. */
  resolve(
    environment: EngineEnvironment,
    ref?: string,
  ): Promise<ResolvedCommit>;
  /** Fetch, init, fmt, validate, plan. Changes neither state nor infrastructure. The plan is kept, encrypted, when its operation may change something. */
  plan(request: PlanRequest): Promise<PlanEvidence>;
  /** Applies exactly the saved plan, or refuses. */
  apply(request: ApplyRequest): Promise<ApplyEvidence>;
  /** Who holds the state's lock. Asks the backend of the state, not Terraform, which prints the wrong side. */
  inspectLock(environment: EngineEnvironment): Promise<LockInspection>;
  /**
   * Releases the lock with this id.
   *
   * @throws RunFailure when another lock is held by now, or the backend refuses
   */
  unlock(environment: EngineEnvironment, lockId: string): Promise<void>;
  /** Looks at what a lost apply left behind. Changes nothing, but seals a state and removes a plan that lie in clear. */
  examine(request: {
    runId: string;
    environment: EngineEnvironment;
  }): Promise<RunTraces>;
  /**
   * Pushes the state that Terraform could not save. Terraform refuses one that
   * is older than the state or of another lineage.
   *
   * @throws RunFailure when there is none, or it is refused
   */
  pushRescuedState(request: {
    runId: string;
    environment: EngineEnvironment;
  }): Promise<StatePosition>;
  /** Outputs in the state; sensitive ones without a value, all others redacted. */
  readOutputs(environment: EngineEnvironment): Promise<EnvironmentOutput[]>;
  /**
   * Removes the working copy and plan of a run that has ended, and on request
   * also a state that could not be saved.
   *
   * @throws RunFailure while its Terraform is at work
   */
  discard(
    runId: string,
    options?: {
      /** @defaultValue `keep` */
      rescuedState?: 'keep' | 'remove';
    },
  ): Promise<void>;
  /** Runs that have files in this engine's home, whoever made them. */
  listRuns(): Promise<StoredRun[]>;
  /**
   * The state that an apply could not save, in clear; `undefined` when there is
   * none. Never to be logged or shown: it holds every secret of the environment.
   */
  openRescuedState(runId: string): Promise<Buffer | undefined>;
}

/** What is left of a run on disk. */
export interface StoredRun {
  runId: string;
  /** When something was last put into its folder. */
  changedAt: Date;
  /** When a state was kept that could not be saved; absent when there is none. */
  rescuedAt?: Date;
}

/** Set-up of an engine. */
export interface EngineOptions {
  /** Folder for working copies, caches and local states; made with mode 0700. Absolute. */
  home: string;
  /** Key of the digests, at least 32 bytes. The same for plan and apply. */
  digestKey: Buffer;
  /** Keys of the files that hold values: saved plans, and states that could not be saved. */
  keyring: Keyring;
  /** Terraform's CLI configuration (provider mirrors). Absolute. */
  cliConfigFile?: string;
  /** Folders of the child's PATH. @defaultValue the folders of Node and `/usr/local/bin:/usr/bin:/bin` */
  path?: string[];
}
