import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  CHECK_RESULTS,
  CHECK_WAIVERS,
  READINESS,
} from '../database/readinessTables';
import { toDbTime } from '../database/time';
import { environmentDefinition } from './environments';
import { RunHarness } from './RunHarness';

export const ALICE = 'user:default/alice';
export const BOB = 'user:default/bob';

/** Of the environment that the tests are about, and of no other. */
const OWNER = 'group:default/platform';

/** An environment that can become ready, spoken to in the words of its owners. */
export class ReadinessHarness {
  readonly runs: RunHarness;

  static async create(options: { knex: Knex; directory: string }) {
    return new ReadinessHarness(
      await RunHarness.create({
        ...options,
        environments: [
          environmentDefinition('staging', {
            owner: OWNER,
            engine: {
              ...environmentDefinition('staging').engine,
              state: { type: 's3', config: {}, env: {} },
            },
          }),
        ],
      }),
    );
  }

  private constructor(runs: RunHarness) {
    this.runs = runs;
  }

  get #service() {
    return this.runs.parts.service;
  }

  /** A plan and a drift check end well, and every check has looked since. */
  async becomeReady(): Promise<void> {
    this.runs.engine.checked = ['init', 'fmt', 'validate'];
    this.runs.work();
    await this.plan();
    await this.checkDrift();
  }

  async plan(): Promise<void> {
    const run = await this.runs.plan('staging');
    await this.runs.reaches(run, 'planned_and_finished');
    await this.look();
  }

  async checkDrift(
    end: 'planned_and_finished' | 'errored' = 'planned_and_finished',
  ): Promise<void> {
    const run = await this.runs.checkDrift('staging');
    await this.runs.reaches(run, end);
    await this.look();
  }

  async look(): Promise<void> {
    await this.runs.parts.verdicts.look('staging');
  }

  async recheck(by: string) {
    return this.#service.recheck('staging', this.#as(by));
  }

  /** As the page gets it. */
  async readiness() {
    return this.#service.getEnvironment('staging');
  }

  /** The minute is over. */
  async tick(): Promise<void> {
    await this.runs.parts.verdicts.tick();
  }

  async verdict() {
    return this.#service.getReadiness('staging', this.#as(ALICE));
  }

  /** As the list shows it. */
  async line() {
    const { items } = await this.#service.listReadiness(
      { owner: OWNER },
      this.#as(ALICE),
    );
    return items[0];
  }

  async list(request: { verdict?: 'READY' | 'BLOCKED'; check?: string }) {
    const page = await this.#service.listReadiness(
      { ...request, owner: OWNER },
      this.#as(ALICE),
    );
    return page.items.map(({ environment }) => environment);
  }

  async check(checkId: string) {
    return this.#service.getCheck('staging', checkId, this.#as(ALICE));
  }

  async changes() {
    return this.#service.getReadinessChanges('staging', this.#as(ALICE));
  }

  async timeline() {
    return this.#service.getTimeline('staging', {}, this.#as(ALICE));
  }

  async verdicts() {
    const { items } = await this.#service.listVerdicts(
      'staging',
      {},
      this.#as(ALICE),
    );
    return items;
  }

  async askForWaiver(by: string, checkId: string, hours = 24) {
    return this.#service.requestWaiver(
      'staging',
      checkId,
      {
        reason: 'The vendor repairs it on Monday',
        ticket: 'CHG-7',
        expiresAt: new Date(Date.now() + hours * 3600_000).toISOString(),
      },
      this.#as(by),
    );
  }

  async decide(by: string, waiverId: string, approve = true) {
    return this.#service.decideWaiver(
      'staging',
      waiverId,
      { approve },
      this.#as(by),
    );
  }

  async revoke(by: string, waiverId: string) {
    return this.#service.revokeWaiver('staging', waiverId, this.#as(by));
  }

  /** Time goes by: what was seen and promised is so much further back. */
  async ages(hours: number): Promise<void> {
    const { knex } = this.runs;
    for (const [table, columns] of [
      [CHECK_RESULTS, ['observed_at', 'stale_at']],
      [CHECK_WAIVERS, ['requested_at', 'decided_at', 'expires_at']],
      [READINESS, ['next_change_at']],
    ] as const) {
      for (const row of await knex(table).select()) {
        const moved = Object.fromEntries(
          columns
            .filter(column => row[column])
            .map(column => [
              column,
              toDbTime(
                new Date(new Date(row[column]).getTime() - hours * 3600_000),
              ),
            ]),
        );
        await knex(table)
          .where('environment', row.environment)
          .modify(query => {
            if (row.id) query.where('id', row.id);
            else if (row.check_id) query.where('check_id', row.check_id);
          })
          .update(moved);
      }
    }
  }

  async stop(): Promise<void> {
    await this.runs.stop();
  }

  #as(userEntityRef: string) {
    return { credentials: mockCredentials.user(userEntityRef) };
  }
}
