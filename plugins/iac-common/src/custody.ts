import type { StatePosition } from './evidence';

/** Why a run that could begin does not. @public */
export type QueueWait =
  /** A free place on a host. */
  | { kind: 'worker' }
  /** Another run of the environment. */
  | { kind: 'run'; runId: string; number: number; person: string }
  /** Limit of a group of environments. */
  | { kind: 'group'; group: string; limit: number }
  /** Freeze window. */
  | { kind: 'freeze'; title: string; until: string }
  /** A run whose outcome nobody knows: a person must close it first. */
  | { kind: 'outcome'; runId: string; number: number };

/** A run that waits for a worker. @public */
export interface QueueEntry {
  runId: string;
  environment: string;
  number: number;
  /** From 1, over all environments that the caller may see. */
  position: number;
  waitsFor: QueueWait;
}

/** Who holds the lock of a state, as the backend of the state says. @public */
export interface StateLock {
  id?: string;
  /** `user@host` */
  who?: string;
  /** `OperationTypeApply` */
  operation?: string;
  /** ISO 8601, UTC. */
  since?: string;
}

/** Answer to "is the state locked, and may it be unlocked?". @public */
export interface StateLockStatus {
  /** `unsupported`: this kind of state cannot be asked. `unknown`: it was asked and did not answer. */
  status: 'unlocked' | 'locked' | 'unsupported' | 'unknown';
  /** Why `unsupported` or `unknown`. */
  message?: string;
  lock?: StateLock;
  /** The run of ours that took it. */
  holder?: {
    runId: string;
    number: number;
    /** A worker holds its lease, or its Terraform is still at work. */
    alive: boolean;
  };
  /**
   * `proved`: the holder is a run of ours that has ended, its lease is gone and
   * its Terraform is not at work. `no`: the holder is alive. `unproved`:
   * somebody else's, or not known.
   */
  orphan: 'proved' | 'no' | 'unproved';
}

/** What an apply that did not end in order is known to have done. @public */
export interface ApplyProgress {
  /** Ended in order, in this sequence. */
  done: { address: string; action: string }[];
  /** Begun, and failed or never ended. `action`: `create`, `update`, `delete` or `replace`. */
  unfinished: { address: string; action: string }[];
}

/** What is known of an apply whose worker was lost. @public */
export interface Reconciliation {
  /** ISO 8601, UTC. */
  at: string;
  /** `running`: Terraform is still at work, wait for it. `elsewhere`: on a host that cannot be asked from here. */
  process: 'running' | 'ended' | 'elsewhere' | 'unknown';
  lock: StateLockStatus;
  before?: StatePosition;
  now?: StatePosition;
  /** From the log. */
  progress: ApplyProgress;
  /** Terraform itself said that it had ended. */
  saidComplete: boolean;
  /** Terraform could not save its state, and left it: sealed, waits to be pushed. */
  rescuedState: boolean;
  /** The plan that compares state, code and reality afterwards. */
  planRunId?: string;
  /** What could not be found out. */
  problems: string[];
}

/** A person's word on an unknown outcome. @public */
export type ClosedAs = 'applied' | 'failed' | 'replan';
