import { setTimeout as delay } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import {
  isTerminal,
  type Operation,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { Cluster } from './Cluster';
import type { Environment, Known } from './Environment';
import { Violation } from './Violation';

/** Between two looks at a run, milliseconds. */
const LOOK_MS = 150;
/** A run that has not ended by then is stuck, milliseconds. */
const PATIENCE_MS = 120_000;
/** Errors that say "not now" and not "no". */
const ERRORS_OF_OPERATION = ['ConflictError', 'InputError', 'NotFoundError'];

/** Does what a person would do: asks, approves, reads the report, decides. */
export class Person {
  readonly #cluster: Cluster;
  /** Addresses that a run said it may have changed, by environment. */
  readonly #told = new Map<string, Set<string>>();
  #asked = 0;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  get #service() {
    return this.#cluster.parts.service;
  }

  get #options() {
    return { credentials: this.#cluster.person() };
  }

  async ask(environment: Environment, operation: Operation): Promise<Run> {
    const idempotencyKey = `${environment.name}-${(this.#asked += 1)}`;
    return this.#patiently(() =>
      this.#service.createRun(
        {
          environment: environment.name,
          operation,
          idempotencyKey,
          trigger: 'user',
        },
        this.#options,
      ),
    );
  }

  /** Follows a run to its end, approving on the way, and cleans up after it. */
  async settle(environment: Environment, asked: Run): Promise<Run> {
    const deadline = Date.now() + PATIENCE_MS;
    let runId = asked.id;
    for (;;) {
      const run = await this.look(runId);
      if (run.successor) {
        runId = run.successor.runId;
      } else if (run.state === 'awaiting_approval') {
        await this.#approve(run);
      } else if (run.state === 'outcome_unknown' && !run.closed) {
        await this.#resolve(environment, run, deadline);
      } else if (isTerminal(run.state)) {
        await this.#tidy(environment, run, deadline);
        return run;
      }
      if (Date.now() > deadline) {
        throw new Violation(
          'stuck',
          `run #${run.number} (${run.operation}) is '${run.state}'${
            run.waitsFor ? `, waits for ${JSON.stringify(run.waitsFor)}` : ''
          }`,
        );
      }
      await delay(LOOK_MS);
    }
  }

  /** Plans and applies until there is nothing left to do, then checks for drift. */
  async converge(environment: Environment): Promise<void> {
    for (let round = 1; ; round += 1) {
      const run = await this.settle(
        environment,
        await this.ask(environment, 'plan-and-apply'),
      );
      if (run.state === 'planned_and_finished') break;
      if (round === 4) {
        throw new Violation(
          'stuck',
          `still not converged after ${round} runs; the last ended as '${
            run.state
          }': ${run.error?.message ?? ''}`,
        );
      }
    }
    const check = await this.settle(
      environment,
      await this.ask(environment, 'drift-check'),
    );
    if (check.drift?.status !== 'clean') {
      throw new Violation(
        'stuck',
        `the last drift check ended as '${check.state}', ${JSON.stringify(
          check.drift,
        )}`,
      );
    }
  }

  async look(runId: string): Promise<Run> {
    return this.#patiently(() => this.#service.getRun(runId));
  }

  async #approve(run: Run): Promise<void> {
    const digest = run.digests?.approval;
    if (!digest) throw new Violation('stuck', 'a plan without a digest waits');
    await this.#patiently(() =>
      this.#service.approveRun(
        run.id,
        { approvalDigest: digest },
        this.#options,
      ),
    ).catch(unlessRefused);
  }

  /** An outcome that nobody knows: reads the report, then closes the run. */
  async #resolve(
    environment: Environment,
    run: Run,
    deadline: number,
  ): Promise<void> {
    const report = run.reconciliation;
    if (!report || report.process === 'running') {
      if (report) {
        await this.#patiently(() =>
          this.#service.reconcileRun(run.id, this.#options),
        ).catch(unlessRefused);
      }
      return;
    }
    await this.#tidy(environment, run, deadline);
    await this.#patiently(() =>
      this.#service.closeRun(
        run.id,
        { as: run.number % 2 === 0 ? 'replan' : 'failed', comment: 'Chaos' },
        this.#options,
      ),
    ).catch(unlessRefused);
  }

  /** After a run that did not end well: lock, rescued state, objects that nobody manages. */
  async #tidy(
    environment: Environment,
    run: Run,
    deadline: number,
  ): Promise<void> {
    if (['applied', 'planned_and_finished'].includes(run.state)) return;
    await this.#releaseLock(environment, deadline);
    if (run.rescuedState) {
      await this.#patiently(() =>
        this.#service.pushRescuedState(
          run.id,
          { confirm: environment.name },
          this.#options,
        ),
      );
    }
    const fresh = await this.look(run.id);
    this.#note(environment, fresh);
    this.#removeUnmanaged(environment);
  }

  async #releaseLock(
    environment: Environment,
    deadline: number,
  ): Promise<void> {
    while (this.#cluster.isLocked(environment)) {
      const answer = await this.#patiently(() =>
        this.#service.getStateLock(environment.name, this.#options),
      );
      if (answer.orphan === 'proved' && answer.lock?.id) {
        const lockId = answer.lock.id;
        await this.#patiently(() =>
          this.#service.unlockState(
            environment.name,
            { lockId, reason: 'Chaos', confirm: environment.name },
            this.#options,
          ),
        ).catch(unlessRefused);
      }
      if (Date.now() > deadline) {
        throw new Violation('stuck', `locked: ${JSON.stringify(answer)}`);
      }
      await delay(LOOK_MS);
    }
  }

  #note(environment: Environment, run: Run): void {
    const told = this.#told.get(environment.name) ?? new Set<string>();
    this.#told.set(environment.name, told);
    for (const progress of [run.progress, run.reconciliation?.progress]) {
      for (const { address } of [
        ...(progress?.done ?? []),
        ...(progress?.unfinished ?? []),
      ]) {
        told.add(address);
      }
    }
  }

  /** What a run said it may have created and the state does not know is removed by hand; anything else is lost. */
  #removeUnmanaged(environment: Environment): void {
    const told = this.#told.get(environment.name) ?? new Set();
    for (const object of unmanaged(environment)) {
      if (!told.has(addressOf(object))) {
        throw new Violation(
          'lost',
          `${addressOf(
            object,
          )} is in the cloud and not in the state, and no run said so`,
        );
      }
      environment.removeFromCloud(object.id);
    }
  }

  /** Tries again while the database is away; a refusal is an answer. */
  async #patiently<T>(act: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await act();
      } catch (error) {
        const refused =
          isError(error) && ERRORS_OF_OPERATION.includes(error.name);
        // A name that was just added is known within seconds.
        const unknown = isError(error) && error.name === 'NotFoundError';
        if ((refused && !unknown) || Date.now() > deadline) throw error;
        await delay(LOOK_MS);
      }
    }
  }
}

export function unmanaged(environment: Environment): Known[] {
  const managed = new Set(environment.managed().map(({ id }) => id));
  return environment.cloud().filter(({ id }) => !managed.has(id));
}

export function addressOf({ type, name }: Known): string {
  return `${type}.${name}`;
}

/** The run moved on in between: the next look tells. */
function unlessRefused(error: unknown): void {
  if (isError(error) && error.name === 'ConflictError') return;
  throw error;
}
