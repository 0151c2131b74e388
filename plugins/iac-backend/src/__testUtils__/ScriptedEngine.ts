import type {
  ApplyEvidence,
  ApplyRequest,
  Engine,
  EngineEnvironment,
  LockInspection,
  PlanEvidence,
  PlanRequest,
  Redacted,
  RunContext,
  RunTraces,
  SecretValue,
  StoredRun,
} from '@backstage-iac/engine';
import {
  OutcomeUnknownError,
  RunCanceledError,
  Tripwire,
} from '@backstage-iac/engine';
import type {
  ApplyProgress,
  DriftResult,
  EnvironmentOutput,
  PlanCounts,
  PlanSummary,
  RedactedJson,
  ResourceChange,
  StageName,
  StatePosition,
} from '@backstage-iac/plugin-iac-common';

export const NO_COUNTS: PlanCounts = {
  create: 0,
  update: 0,
  delete: 0,
  replace: 0,
  read: 0,
  noop: 0,
  import: 0,
  move: 0,
  forget: 0,
  outputs: 0,
  deferred: 0,
  drifted: 0,
  failedChecks: 0,
};

/** A call of the engine that waits for the test. */
export interface HeldCall {
  /** Resolves when the engine is asked. */
  started: Promise<RunContext>;
  /** Lets the call go on. */
  release(): void;
}

/** What the next calls answer. */
export interface Script {
  changes?: number;
  /** Databases that the plan destroys. */
  destroys?: number;
  /** Of the plan, for what is approved. @defaultValue 64 times `d` */
  approvalDigest?: string;
  author?: { name: string; email?: string };
  drifted?: number;
  /** What a drift check tells, in place of `drifted` resources. */
  drift?: Pick<DriftResult, 'outsideChanges' | 'ignored'>;
  undeployed?: number;
  failPlan?: Error;
  failApply?: Error;
  /** What an apply did before it was stopped. */
  progress?: ApplyProgress;
  lock?: LockInspection;
  traces?: Partial<RunTraces>;
  /** Printed by a redactor with an error: what holds one of the secrets leaks. */
  secrets?: SecretValue[];
  logText?: string;
  planText?: string;
}

/**
 * An engine for tests about runs, leases and races, in which Terraform would
 * only be in the way. It keeps the contract: events in order, an abort ends the
 * call with a `RunCanceledError`.
 */
export class ScriptedEngine implements Engine {
  script: Script = {};
  /** Stages between fetch and plan that pass. */
  checked: StageName[] = [];
  readonly plans: PlanRequest[] = [];
  readonly applies: ApplyRequest[] = [];
  readonly discarded: string[] = [];
  readonly unlocked: string[] = [];
  readonly pushed: string[] = [];
  readonly #held: Array<{ onStart(context: RunContext): Promise<void> }> = [];

  /**
   * The next plan or apply starts, and waits.
   *
   * @param options - `stubborn`: it ends by force only
   */
  hold(options: { stubborn?: boolean } = {}): HeldCall {
    let release = () => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    const started = new Promise<RunContext>(resolve => {
      this.#held.push({
        onStart: async context => {
          resolve(context);
          const stopped = options.stubborn ? [] : [aborted(context.signal)];
          await Promise.race([released, ...stopped, aborted(context.kill)]);
        },
      });
    });
    return { started, release };
  }

  async resolve() {
    const { author } = this.script;
    return {
      commit: 'a'.repeat(40),
      dirty: false,
      author: author?.name as Redacted | undefined,
      authorEmail: author?.email as Redacted | undefined,
    };
  }

  async plan(request: PlanRequest): Promise<PlanEvidence> {
    this.plans.push(request);
    const { script } = this;
    const { onEvent = () => {} } = request;
    const commit = await this.resolve();
    const tool = { product: 'terraform', version: '1.11.4' } as const;
    request.onTripwire?.(this.#tripwire());
    onEvent({ type: 'stage', stage: { name: 'fetch', status: 'passed' } });
    onEvent({ type: 'commit', commit });
    onEvent({ type: 'tool', tool });
    for (const name of this.checked) {
      onEvent({ type: 'stage', stage: { name, status: 'passed' } });
    }
    onEvent({ type: 'stage', stage: { name: 'plan', status: 'running' } });
    onEvent({
      type: 'log',
      stage: 'plan',
      text: (script.logText ??
        `Planning ${request.environment.name}\n`) as Redacted,
    });
    await this.#wait(request);
    if (script.failPlan) throw script.failPlan;
    onEvent({ type: 'stage', stage: { name: 'plan', status: 'passed' } });
    return {
      ...evidenceOf(request, script),
      commit,
      tripwire: this.#tripwire(),
    };
  }

  async apply(request: ApplyRequest): Promise<ApplyEvidence> {
    this.applies.push(request);
    const { onEvent = () => {} } = request;
    onEvent({ type: 'stage', stage: { name: 'apply', status: 'running' } });
    request.onTripwire?.(this.#tripwire());
    onEvent({
      type: 'log',
      stage: 'apply',
      text: (this.script.logText ?? 'Applying\n') as Redacted,
    });
    await this.#wait(request);
    if (this.script.failApply) throw this.script.failApply;
    onEvent({ type: 'stage', stage: { name: 'apply', status: 'passed' } });
    return {
      applied: { add: this.script.changes ?? 0, change: 0, remove: 0 },
      statePosition: { lineage: 'l', serial: 2 },
      applyLog: 'Applying\n' as Redacted,
      tripwire: this.#tripwire(),
      stages: [],
    };
  }

  #tripwire(): Tripwire {
    return Tripwire.create(this.script.secrets ?? []);
  }

  async discard(runId: string): Promise<void> {
    this.discarded.push(runId);
  }

  async inspectLock(): Promise<LockInspection> {
    return this.script.lock ?? { status: 'unlocked' };
  }

  async unlock(_environment: EngineEnvironment, lockId: string): Promise<void> {
    this.unlocked.push(lockId);
    this.script.lock = { status: 'unlocked' };
  }

  async examine(): Promise<RunTraces> {
    return {
      process: 'ended',
      progress: { done: [], unfinished: [] },
      saidComplete: false,
      rescuedState: false,
      lock: await this.inspectLock(),
      problems: [],
      ...this.script.traces,
    };
  }

  async pushRescuedState(request: { runId: string }): Promise<StatePosition> {
    this.pushed.push(request.runId);
    return { lineage: 'l', serial: 3 };
  }

  async readOutputs(): Promise<EnvironmentOutput[]> {
    return [{ name: 'url', sensitive: false, json: '"https://example.com"' }];
  }
  async listRuns(): Promise<StoredRun[]> {
    return [];
  }

  async openRescuedState(): Promise<undefined> {}

  async #wait(context: RunContext): Promise<void> {
    await this.#held.shift()?.onStart(context);
    const { progress } = this.script;
    if (context.kill?.aborted) {
      throw new OutcomeUnknownError('Terraform was killed', { progress });
    }
    if (context.signal?.aborted) {
      throw new RunCanceledError('The run was canceled', { progress });
    }
  }
}

function evidenceOf(
  request: PlanRequest,
  script: Script,
): Omit<PlanEvidence, 'tripwire'> {
  const { changes = 0, destroys = 0, drifted = 0, undeployed = 0 } = script;
  const { outsideChanges, ignored } = script.drift ?? {
    outsideChanges: Array.from({ length: drifted }, (_, index) =>
      change(`sandbox_service.drifted[${index}]`),
    ),
  };
  return {
    commit: { commit: 'a'.repeat(40), dirty: false },
    tool: { product: 'terraform', version: '1.11.4' },
    statePosition: { lineage: 'l', serial: 1 },
    digests: {
      planFile: 'b'.repeat(64),
      variableSet: 'c'.repeat(64),
      approval: script.approvalDigest ?? 'd'.repeat(64),
    },
    summary: {
      formatVersion: '1.2',
      terraformVersion: '1.11.4',
      hasChanges: changes + destroys > 0,
      applyable: changes + destroys > 0,
      complete: true,
      errored: false,
      counts: { ...NO_COUNTS, create: changes, delete: destroys, drifted },
      changes: [
        ...Array.from({ length: destroys }, (_, index) => ({
          ...change(`sandbox_database.old[${index}]`),
          type: 'sandbox_database',
          action: 'delete' as const,
        })),
        ...Array.from({ length: changes }, (_, index) =>
          change(`sandbox_service.new[${index}]`),
        ),
      ],
      drift: outsideChanges,
      outputs: [],
      checks: [],
    } as unknown as RedactedJson<PlanSummary>,
    planText: (script.planText ?? `Plan: ${changes} to add\n`) as Redacted,
    planJson: '{}' as Redacted,
    eventLog: '' as Redacted,
    variables: [] as unknown as PlanEvidence['variables'],
    advice: [] as unknown as PlanEvidence['advice'],
    hygiene:
      request.operation === 'drift-check'
        ? undefined
        : ({
            at: '2026-03-02T12:00:00.000Z',
            commit: 'a'.repeat(40),
            checks: [],
          } as unknown as PlanEvidence['hygiene']),
    drift:
      request.operation === 'drift-check'
        ? ({
            status: outsideChanges.length > 0 ? 'drifted' : 'clean',
            outsideChanges,
            ignored,
            undeployedChanges: undeployed,
            failedChecks: [],
          } as unknown as RedactedJson<DriftResult>)
        : undefined,
    stages: [],
  };
}

function change(address: string): ResourceChange {
  return {
    address,
    type: 'sandbox_service',
    name: 'service',
    mode: 'managed',
    provider: 'registry.terraform.io/sandbox/sandbox',
    action: 'create',
    attributes: [],
  };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
