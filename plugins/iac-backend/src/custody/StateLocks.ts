import { ConflictError, InputError, isError } from '@backstage/errors';
import type {
  Engine,
  EngineEnvironment,
  LockInspection,
} from '@backstage-iac/engine';
import {
  isTerminal,
  type Run,
  type StateLock,
  type StateLockStatus,
  type UnlockRequest,
} from '@backstage-iac/plugin-iac-common';
import type { SpokenText } from '../service/SpokenText';
import { explain } from '../worker/runErrors';
import { RunSecrets } from '../worker/RunSecrets';
import { WorkerIdentity } from '../worker/WorkerIdentity';
import type { OutcomeStore } from './OutcomeStore';

/** Runs of an environment among which the holder of a lock is looked for. */
const SEARCHED_RUNS = 50;
/** Terraform takes the lock soon after a stage began, milliseconds. */
const LOCKS_WITHIN_MS = 60_000;

/**
 * Who holds the lock of a state, and whether that holder is proved dead. The
 * time of a lock and that of a run's stages were taken by the same host, so that
 * they may be compared.
 */
export class StateLocks {
  readonly #engine: Engine;
  readonly #prepare: (environment: string) => Promise<EngineEnvironment>;
  readonly #outcomes: OutcomeStore;
  readonly #identity: WorkerIdentity;
  readonly #spoken: SpokenText;

  constructor(options: {
    engine: Engine;
    prepare: (environment: string) => Promise<EngineEnvironment>;
    outcomes: OutcomeStore;
    /** Of this process. */
    identity: WorkerIdentity;
    spoken: SpokenText;
  }) {
    this.#engine = options.engine;
    this.#prepare = options.prepare;
    this.#outcomes = options.outcomes;
    this.#identity = options.identity;
    this.#spoken = options.spoken;
  }

  async read(name: string): Promise<StateLockStatus> {
    const secrets = new RunSecrets();
    try {
      const environment = secrets.learn(await this.#prepare(name));
      const inspection = await this.#engine.inspectLock(environment);
      return await this.judge(environment, inspection);
    } catch (error) {
      return {
        status: 'unknown',
        message: explain(error, secrets.redactor).message,
        orphan: 'unproved',
      };
    }
  }

  /** Finds the run of ours that took the lock, and asks whether it lives. */
  async judge(
    environment: EngineEnvironment,
    inspection: LockInspection,
  ): Promise<StateLockStatus> {
    const { lock } = inspection;
    if (inspection.status !== 'locked' || !lock) {
      return { ...inspection, orphan: 'unproved' };
    }
    const found = await this.#holderOf(environment.name, lock);
    if (!found) {
      return {
        ...inspection,
        message: releaseByHand(environment, lock),
        orphan: 'unproved',
      };
    }
    const { run, leased } = found;
    const process = leased
      ? 'running'
      : await this.#processOf(found, environment);
    const alive = process === 'running';
    const proved = process === 'ended' && isTerminal(run.state);
    return {
      ...inspection,
      holder: { runId: run.id, number: run.number, alive },
      ...(alive || proved ? {} : { message: releaseByHand(environment, lock) }),
      orphan: endingOf(alive, proved),
    };
  }

  /**
   * Releases the lock of a holder that is proved dead, and no other.
   *
   * @throws ConflictError when another lock is held, or its holder is not proved dead
   */
  async unlock(
    name: string,
    request: UnlockRequest,
    person: string,
  ): Promise<StateLockStatus> {
    if (request.confirm !== name) {
      throw new InputError(
        `Type the name of the environment, '${name}', to release its lock`,
      );
    }
    const status = await this.read(name);
    const { lock, holder } = status;
    if (status.status !== 'locked' || !lock) {
      throw new ConflictError(
        `The state of '${name}' is not known to be locked${
          status.message ? `: ${status.message}` : ''
        }`,
      );
    }
    if (lock.id !== request.lockId) {
      throw new ConflictError(
        `Another lock is held by now, by ${describe(lock)}; look at it again`,
      );
    }
    if (status.orphan !== 'proved' || !holder) {
      throw new ConflictError(
        status.orphan === 'no'
          ? `The lock is held by run #${holder?.number}, which is still at work; wait for it, or stop it`
          : status.message ?? `The lock is held by ${describe(lock)}`,
      );
    }
    const reason = await this.#spoken.redact(name, request.reason);
    const secrets = new RunSecrets();
    try {
      const environment = secrets.learn(await this.#prepare(name));
      await this.#engine.unlock(environment, request.lockId);
    } catch (error) {
      throw refusal(error, secrets);
    }
    await this.#outcomes.note(holder.runId, 'state-unlocked', person, reason);
    return this.read(name);
  }

  async #holderOf(environment: string, lock: StateLock) {
    const host = lock.who?.slice(lock.who.lastIndexOf('@') + 1);
    const since = Date.parse(lock.since ?? '');
    if (!host || Number.isNaN(since)) return undefined;
    const begun = await this.#outcomes.begun(environment, SEARCHED_RUNS);
    return begun.find(
      ({ run, worker }) =>
        WorkerIdentity.hostOf(worker) === host &&
        run.stages.some(
          ({ name, startedAt, finishedAt }) =>
            (name === 'apply' || name === 'plan') &&
            isWithin(since, startedAt, finishedAt),
        ),
    );
  }

  async #processOf(
    { run, worker }: { run: Run; worker: string },
    environment: EngineEnvironment,
  ) {
    const traces = await this.#engine.examine({ runId: run.id, environment });
    // Its folder was tidied away where it worked, and nothing works there.
    return traces.process === 'elsewhere' &&
      this.#identity.sharesHostWith(worker)
      ? 'ended'
      : traces.process;
  }
}

function endingOf(alive: boolean, proved: boolean): StateLockStatus['orphan'] {
  if (alive) return 'no';
  return proved ? 'proved' : 'unproved';
}

function isWithin(since: number, started?: string, finished?: string): boolean {
  if (!started) return false;
  const start = Date.parse(started);
  const end = finished ? Date.parse(finished) : Infinity;
  return since >= start && since <= Math.min(end, start + LOCKS_WITHIN_MS);
}

function describe(lock: StateLock): string {
  const who = lock.who ?? 'somebody';
  return lock.since ? `${who} since ${lock.since}` : who;
}

function releaseByHand(
  environment: EngineEnvironment,
  lock: StateLock,
): string {
  return (
    `Held by ${describe(
      lock,
    )}, which is not proved to have ended. Ask there first; ` +
    `when nothing is at work, release it by hand in ${environment.directory}: ` +
    `terraform force-unlock ${lock.id ?? '<id>'}`
  );
}

/** What the engine refuses is no fault of the portal. */
export function refusal(error: unknown, { redactor }: RunSecrets): unknown {
  if (!isError(error) || error.name !== 'RunFailure') return error;
  const { message, nextStep } = explain(error, redactor);
  return new ConflictError(nextStep ? `${message}. ${nextStep}` : message);
}
