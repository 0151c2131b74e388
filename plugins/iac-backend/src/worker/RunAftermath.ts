import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Engine } from '@backstage-iac/engine';
import { isTerminal, safeText } from '@backstage-iac/plugin-iac-common';
import type { RunStore } from '../database/RunStore';
import type { RunEvent, RunEvents } from '../events/RunEvents';
import { PLUGIN_SUBJECT } from '../service/subjects';

/** What is done once a run has ended, on the host that saw it end. */
export class RunAftermath {
  readonly #engine: Engine;
  readonly #runs: RunStore;
  readonly #logger: LoggerService;
  readonly #unsubscribe: () => void;
  readonly #tasks = new Set<Promise<void>>();

  constructor(options: {
    engine: Engine;
    runs: RunStore;
    events: RunEvents;
    logger: LoggerService;
  }) {
    this.#engine = options.engine;
    this.#runs = options.runs;
    this.#logger = options.logger;
    this.#unsubscribe = options.events.subscribe(event => this.#onEvent(event));
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    await Promise.all(this.#tasks);
  }

  #onEvent(event: RunEvent): void {
    if (event.type !== 'state' || !isTerminal(event.state)) return;
    const task = this.#follow(event)
      .catch(error =>
        this.#logger.warn('Could not tidy up after a run', toError(error)),
      )
      .finally(() => this.#tasks.delete(task));
    this.#tasks.add(task);
  }

  async #follow(event: Extract<RunEvent, { type: 'state' }>): Promise<void> {
    // Until a person closes it, Terraform may still be at work there, and its
    // files tell what it did. A state that waits to be pushed is kept for longer.
    if (event.state === 'outcome_unknown') {
      const { closed } = await this.#runs.get(event.runId);
      if (!closed) return;
    }
    await this.#engine.discard(event.runId);
    if (event.state === 'applied') await this.#checkDrift(event.runId);
  }

  /** The last answer about drift was given before the apply, and holds no more. */
  async #checkDrift(runId: string): Promise<void> {
    const run = await this.#runs.get(runId);
    await this.#runs.create({
      environment: run.environment,
      operation: 'drift-check',
      trigger: 'schedule',
      createdBy: PLUGIN_SUBJECT,
      reason: safeText`After the apply of run #${run.number}`,
      idempotencyKey: `after:${run.id}`,
    });
  }
}
