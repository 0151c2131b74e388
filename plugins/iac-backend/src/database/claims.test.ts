import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  isChangingOperation,
  type Operation,
} from '@backstage-iac/plugin-iac-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { RunEvents } from '../events/RunEvents';
import { migrate } from './migrate';
import { RunLeases } from './RunLeases';
import { RunStore } from './RunStore';
import { RUNS, type DbRunRow } from './tables';

jest.setTimeout(120_000);

const ENVIRONMENTS = ['a', 'b', 'c'];
const OPERATIONS: Operation[] = [
  'plan-only',
  'drift-check',
  'plan-and-apply',
  'destroy',
];
const GROUP_LIMIT = 2;
const LEASE_SECONDS = 60;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

type Step =
  | { do: 'create'; environment: string; operation: Operation }
  | { do: 'claim'; times: number }
  | { do: 'end'; pick: number; unknown: boolean }
  | { do: 'approve' | 'close'; pick: number }
  | { do: 'freeze'; environment?: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      environment: fc.constantFrom(...ENVIRONMENTS),
      operation: fc.constantFrom(...OPERATIONS),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      pick: fc.nat(),
      unknown: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('approve' as const, 'close' as const),
      pick: fc.nat(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('freeze' as const),
      environment: fc.option(fc.constantFrom(...ENVIRONMENTS), {
        nil: undefined,
      }),
    }),
  },
);

/** Workers of two hosts, and people, who do what the steps say. */
class World {
  readonly #knex: Knex;
  readonly #runs: RunStore;
  readonly #hosts: RunLeases[];
  #frozen?: string;

  /** @param knexes - one for each host */
  constructor(knexes: Knex[]) {
    const events = new RunEvents({ logger: mockServices.logger.mock() });
    [this.#knex] = knexes;
    this.#runs = new RunStore({ knex: this.#knex, events });
    this.#hosts = knexes.map(
      knex =>
        new RunLeases({
          knex,
          events,
          limits: {
            freezeOf: name =>
              name === this.#frozen
                ? { title: 'Weekend', until: '2026-01-01T00:00:00Z' }
                : undefined,
            groupOf: name => (name === 'c' ? undefined : 'ab'),
            limitOf: () => GROUP_LIMIT,
          },
        }),
    );
  }

  async reset(): Promise<void> {
    this.#frozen = undefined;
    await this.#knex(RUNS).delete();
  }

  async take(action: Step): Promise<void> {
    switch (action.do) {
      case 'create':
        await this.#runs.create({
          ...action,
          trigger: 'user',
          createdBy: 'user:default/mock',
        });
        break;
      case 'claim':
        await this.claimAtOnce(action.times);
        break;
      case 'end':
        await this.#end(
          pick(await this.#leased(), action.pick),
          action.unknown,
        );
        break;
      case 'approve':
        await this.#approve(
          pick(await this.#in('awaiting_approval'), action.pick),
        );
        break;
      case 'close':
        await this.#close(pick(await this.#in('outcome_unknown'), action.pick));
        break;
      default:
        this.#frozen = action.environment;
    }
  }

  /** All hosts ask, as often, at the same moment. */
  async claimAtOnce(times: number): Promise<number> {
    const claims = await Promise.all(
      this.#hosts.flatMap(leases =>
        Array.from({ length: times }, () =>
          leases.claim({ worker: 'host', leaseSeconds: LEASE_SECONDS }),
        ),
      ),
    );
    return claims.filter(Boolean).length;
  }

  /** Two changes at a time, a change beside anything else, a full group: there must be none. */
  async disorder(): Promise<string[]> {
    const leased = await this.#leased();
    const found: string[] = [];
    for (const environment of ENVIRONMENTS) {
      const here = leased.filter(row => row.environment === environment);
      const applies = here.some(({ state }) => state === 'applying');
      if (applies && here.length > 1) found.push('something beside an apply');
      const changing = here.filter(row => !!row.changing);
      if (changing.length > 1) found.push('two changing runs');
    }
    const grouped = leased.filter(({ environment }) => environment !== 'c');
    if (grouped.length > GROUP_LIMIT) found.push('too many of one group');
    return found;
  }

  /**
   * Nothing is held back any more, and every run that works comes to its end.
   *
   * @returns numbers of runs that nobody claims nevertheless
   */
  async drain(): Promise<number[]> {
    this.#frozen = undefined;
    for (const row of await this.#in('outcome_unknown')) await this.#close(row);
    for (;;) {
      for (const row of await this.#leased()) await this.#end(row, false);
      const waiting = await this.#in('pending', 'approved');
      if (waiting.length === 0) return [];
      if ((await this.claimAtOnce(1)) === 0) {
        return waiting.map(({ number }) => number);
      }
    }
  }

  async #end(row: DbRunRow | undefined, unknown: boolean): Promise<void> {
    if (!row) return;
    const applied = unknown ? 'outcome_unknown' : 'applied';
    const planned = isChangingOperation(row.operation as Operation)
      ? 'awaiting_approval'
      : 'planned_and_finished';
    await this.#set(row, row.state === 'applying' ? applied : planned);
  }

  async #approve(row: DbRunRow | undefined): Promise<void> {
    const holder = await this.#in('approved', 'applying');
    if (!row || holder.some(other => other.environment === row.environment)) {
      return;
    }
    await this.#set(row, 'approved');
  }

  async #close(row: DbRunRow | undefined): Promise<void> {
    if (row) await this.#set(row, row.state, { closed: '{}' });
  }

  async #set(
    row: DbRunRow,
    state: string,
    more: Partial<DbRunRow> = {},
  ): Promise<void> {
    await this.#knex<DbRunRow>(RUNS)
      .where('id', row.id)
      .update({ state, lease_ticket: null, ...more });
  }

  async #in(...states: string[]): Promise<DbRunRow[]> {
    return this.#knex<DbRunRow>(RUNS)
      .whereIn('state', states)
      .whereNull('closed')
      .orderBy('seq');
  }

  async #leased(): Promise<DbRunRow[]> {
    return this.#knex<DbRunRow>(RUNS)
      .whereNotNull('lease_ticket')
      .orderBy('seq');
  }
}

function pick<T>(items: T[], index: number): T | undefined {
  return items[index % items.length];
}

describe.each(databases.eachSupportedId())('claims, %p', id => {
  it('keeps order whatever happens, and lets everybody have their turn', async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    // Two hosts: on PostgreSQL they ask over connections of their own, since
    // the pool hands out another one to each that asks at the same time.
    const world = new World([knex, knex]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 40 }),
        async steps => {
          await world.reset();
          for (const action of steps) {
            await world.take(action);
            expect(await world.disorder()).toEqual([]);
          }
          expect(await world.drain()).toEqual([]);
        },
      ),
      { numRuns: id === 'SQLITE_3' ? 40 : 20 },
    );
  });
});
