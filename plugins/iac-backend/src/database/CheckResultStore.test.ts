import { TestDatabases } from '@backstage/backend-test-utils';
import { advise, measure, say } from '@backstage-iac/plugin-iac-common';
import type { RecordedResult } from './checkResultRow';
import { CheckResultStore } from './CheckResultStore';
import { migrate } from './migrate';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const NOON = '2026-03-02T12:00:00.000Z';
const LATER = '2026-03-02T12:15:00.000Z';

/** Said by key in every place that has one. */
const RESULT: RecordedResult = {
  checkId: 'plan.current',
  status: 'error',
  ...say('checks.plan.current.failedBecause', {
    number: 12,
    error: 'Größe „{{number}}“ \n passt nicht',
  }),
  ...measure(
    say('checks.secrets.rotation.ages', {
      ages: [
        say('checks.secrets.rotation.age', { variable: 'db', days: 4 }).said,
      ],
    }),
    say('checks.secrets.rotation.limit', { days: 90 }),
  ),
  evidence: [],
  observedAt: NOON,
  producer: 'iac',
  next: advise('checks.do.plan', { step: 'plan' }),
  lastKnown: { status: 'pass', ...say('checks.noRun'), observedAt: NOON },
};

describe.each(databases.eachSupportedId())('results of checks, %p', id => {
  async function create() {
    const knex = await databases.init(id);
    await migrate(knex);
    const store = new CheckResultStore({ knex });
    return {
      record: (result: RecordedResult, at: string) =>
        knex.transaction(tx => store.record(tx, 'staging', [result], at)),
      result: async () => (await store.list('staging')).get('plan.current'),
      periods: () => store.periods('staging', 'plan.current'),
    };
  }

  it('are kept with what they say by key, and so is their history', async () => {
    const { record, result, periods } = await create();
    await record(RESULT, NOON);
    expect(await result()).toEqual(RESULT);
    expect(await periods()).toEqual([
      expect.objectContaining({ summary: RESULT.summary, said: RESULT.said }),
    ]);
  });

  it('get their keys when a later release looks again, in the same stretch', async () => {
    const { record, result, periods } = await create();
    await record({ ...RESULT, said: undefined }, NOON);
    expect((await result())?.said).toBeUndefined();
    await record(RESULT, LATER);
    expect(await periods()).toEqual([
      expect.objectContaining({
        said: RESULT.said,
        from: NOON,
        to: LATER,
        observations: 2,
      }),
    ]);
    await record({ ...RESULT, said: undefined }, LATER);
    expect((await periods())[0].said).toBeUndefined();
  });
});
