import type {
  QueueEntry,
  QueueWait,
  Run,
} from '@backstage-iac/plugin-iac-common';
import type { RunLeases } from '../database/RunLeases';

/** The queue as people see it: the same answer that the claims go by. */
export class RunQueue {
  readonly #leases: RunLeases;

  constructor(options: { leases: RunLeases }) {
    this.#leases = options.leases;
  }

  /** @param environments - those that the caller may see; by default all */
  async list(environments?: string[]): Promise<QueueEntry[]> {
    const visible = environments && new Set(environments);
    return (await this.#leases.queue())
      .filter(({ environment }) => visible?.has(environment) ?? true)
      .map(({ id, environment, number, wait }, index) => ({
        runId: id,
        environment,
        number,
        position: index + 1,
        waitsFor: wait,
      }));
  }

  /** What a run waits for; `undefined` when it is not in the queue. */
  async waitOf(run: Run): Promise<QueueWait | undefined> {
    if (run.state !== 'pending' && run.state !== 'approved') return undefined;
    const queue = await this.#leases.queue();
    return queue.find(({ id }) => id === run.id)?.wait;
  }
}
