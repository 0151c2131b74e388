import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import type {
  EnvironmentState,
  EnvironmentStateStore,
} from '../database/EnvironmentStateStore';
import type { RunStore } from '../database/RunStore';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import { PLUGIN_SUBJECT } from '../service/subjects';
import { nextDriftCheck, slotsPassed } from './slots';

/**
 * Queues the drift checks that are due. Slots missed while the backend was down
 * are made up for by one check, not by as many as were missed.
 */
export class DriftScheduler {
  readonly #registry: EnvironmentRegistry;
  readonly #runs: RunStore;
  readonly #states: EnvironmentStateStore;
  readonly #logger: LoggerService;

  constructor(options: {
    registry: EnvironmentRegistry;
    runs: RunStore;
    states: EnvironmentStateStore;
    logger: LoggerService;
  }) {
    this.#registry = options.registry;
    this.#runs = options.runs;
    this.#states = options.states;
    this.#logger = options.logger;
  }

  /** @param now - the database's time */
  async tick(now: Date): Promise<void> {
    const runnable = this.#registry
      .definitions()
      .filter(({ problem }) => !problem);
    const names = runnable.map(({ name }) => name);
    const states = await this.#states.list(names);
    const active = await this.#runs.listActive(names);
    const busy = new Set(
      active
        .filter(({ operation }) => operation === 'drift-check')
        .map(({ environment }) => environment),
    );
    for (const environment of runnable) {
      try {
        await this.#tickOne(environment, {
          now,
          state: states.get(environment.name),
          busy: busy.has(environment.name),
        });
      } catch (error) {
        // One broken schedule must not silence the others.
        this.#logger.error(
          `Could not schedule the drift check of environment '${environment.name}'`,
          toError(error),
        );
      }
    }
  }

  async #tickOne(
    environment: EnvironmentDefinition,
    context: { now: Date; state?: EnvironmentState; busy: boolean },
  ): Promise<void> {
    const { now, state, busy } = context;
    const handled = state?.driftSlotAt;
    const passed = slotsPassed(environment, now);
    if (!handled) {
      await this.#states.moveDriftSlot(environment.name, undefined, passed);
      return;
    }
    if (nextDriftCheck(environment, new Date(handled)) > now) return;
    if (!busy) {
      // Before the slot moves: a crash in between repeats the request, and the
      // key gives the same run.
      await this.#runs.create({
        environment: environment.name,
        operation: 'drift-check',
        trigger: 'schedule',
        createdBy: PLUGIN_SUBJECT,
        idempotencyKey: `drift:${environment.name}:${handled}`,
      });
    }
    await this.#states.moveDriftSlot(environment.name, handled, passed);
  }
}
