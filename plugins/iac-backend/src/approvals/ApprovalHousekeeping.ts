import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Knex } from 'knex';
import { toRun } from '../database/runRow';
import type { RunTransitions } from '../database/RunTransitions';
import { RUNS, type DbRunRow } from '../database/tables';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { ApprovalLedger } from './ApprovalLedger';
import { breakGlassStatus } from './breakGlass';

/** What time does to approvals: they expire, and break-glass requests lapse. */
export class ApprovalHousekeeping {
  readonly #knex: Knex;
  readonly #registry: EnvironmentRegistry;
  readonly #transitions: RunTransitions;
  readonly #ledger: ApprovalLedger;
  readonly #logger: LoggerService;

  constructor(options: {
    knex: Knex;
    registry: EnvironmentRegistry;
    transitions: RunTransitions;
    ledger: ApprovalLedger;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#registry = options.registry;
    this.#transitions = options.transitions;
    this.#ledger = options.ledger;
    this.#logger = options.logger;
  }

  /** @param now - the database's time */
  async tick(now: Date): Promise<void> {
    const rows = await this.#knex<DbRunRow>(RUNS)
      .whereIn('state', ['awaiting_approval', 'approved'])
      .whereNull('lease_ticket')
      .orderBy('seq');
    for (const { id, environment } of rows) {
      if (!this.#registry.find(environment)) continue;
      try {
        await this.#lapse(id, now);
        await this.#ledger.review(id);
      } catch (error) {
        this.#logger.warn(
          `Could not look after the approvals of run '${id}'`,
          toError(error),
        );
      }
    }
  }

  /** A request that nobody confirmed in time, or that was not used in time, is none. */
  async #lapse(runId: string, now: Date): Promise<void> {
    await this.#transitions.together(async ({ tx, announce }) => {
      const row = await tx<DbRunRow>(RUNS).where('id', runId).first();
      if (!row?.break_glass) return;
      const { breakGlass, environment } = toRun(row);
      const { protection } = this.#registry.get(environment);
      if (breakGlassStatus(breakGlass, protection, now) !== 'over') return;
      const [lapsed] = await tx<DbRunRow>(RUNS)
        .where({
          id: runId,
          state: row.state,
          lease_ticket: null,
          break_glass: row.break_glass,
        })
        .update({ break_glass: null, needs_review: false })
        .returning('*');
      if (lapsed) announce(toRun(lapsed));
    });
  }
}
