import {
  OPERATIONS,
  TERMINAL_RUN_STATES,
  type EnvironmentFacts,
} from '@backstage-iac/plugin-iac-common';
import type { FreezeCalendar } from '../approvals/FreezeCalendar';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { RunStore } from '../database/RunStore';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import { describeFacts } from './describeFacts';

const OTHER_THAN_DRIFT_CHECKS = OPERATIONS.filter(
  operation => operation !== 'drift-check',
);

/** Gathers what is known of environments: the same few queries for one and for hundreds. */
export class FactsReader {
  readonly #registry: EnvironmentRegistry;
  readonly #runs: RunStore;
  readonly #states: EnvironmentStateStore;
  readonly #freezes: FreezeCalendar;

  constructor(options: {
    registry: EnvironmentRegistry;
    runs: RunStore;
    states: EnvironmentStateStore;
    freezes: FreezeCalendar;
  }) {
    this.#registry = options.registry;
    this.#runs = options.runs;
    this.#states = options.states;
    this.#freezes = options.freezes;
  }

  async read(names: string[]): Promise<EnvironmentFacts[]> {
    const [
      now,
      states,
      lastRuns,
      lastPlans,
      lastAttempts,
      lastApplies,
      lastDriftChecks,
      active,
      unclosed,
      toReview,
    ] = await Promise.all([
      this.#states.now(),
      this.#states.list(names),
      this.#runs.latest(names),
      this.#runs.latest(names, {
        operations: OTHER_THAN_DRIFT_CHECKS,
        planned: true,
        ownRef: true,
      }),
      this.#runs.latest(names, {
        operations: OTHER_THAN_DRIFT_CHECKS,
        states: TERMINAL_RUN_STATES,
        ownRef: true,
      }),
      this.#runs.latest(names, {
        states: ['applied', 'errored', 'canceled', 'outcome_unknown'],
        approved: true,
      }),
      this.#runs.latest(names, {
        operations: ['drift-check'],
        states: ['planned_and_finished', 'errored'],
        ownRef: true,
      }),
      this.#runs.listActive(names),
      this.#runs.listUnclosed(names),
      this.#runs.listToReview(names),
    ]);
    return names.map(name => {
      const state = states.get(name);
      return describeFacts({
        environment: this.#registry.describe(name, {
          driftSlotAt: state?.driftSlotAt,
          freeze: this.#freezes.freezeOf(name, now),
        }),
        now,
        freshnessSeconds: this.#registry.get(name).drift.freshnessSeconds,
        driftAnswer: state?.drift,
        lastRun: lastRuns.get(name),
        lastPlan: lastPlans.get(name),
        lastAttempt: lastAttempts.get(name),
        lastApply: lastApplies.get(name),
        lastDriftCheck: lastDriftChecks.get(name),
        activeRuns: active.filter(({ environment }) => environment === name),
        unclosed: unclosed.filter(({ environment }) => environment === name),
        toReview: toReview.filter(({ environment }) => environment === name),
      });
    });
  }
}
