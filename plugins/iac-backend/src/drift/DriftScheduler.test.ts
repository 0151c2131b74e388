import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { queueFirstRuns } from '../startup/queueFirstRuns';
import { RunHarness } from '../__testUtils__/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY_MS = 24 * 3600 * 1000;

describe.each(databases.eachSupportedId())('drift schedule, %p', id => {
  const directory = createMockDirectory();
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
    });
  });

  const checks = async () =>
    (await harness.parts.runs.list({ operation: 'drift-check' })).totalItems;

  it('queues each slot once, and makes up for missed ones once', async () => {
    const noon = new Date('2026-03-01T12:00:00Z');
    const { drift } = harness.parts;
    await drift.tick(noon);
    expect(await checks()).toBe(0);
    const { environment } = await harness.readiness('staging');
    const due = new Date(environment.nextDriftCheckAt!);
    expect(due.getTime() - noon.getTime()).toBeLessThan(DAY_MS);

    await drift.tick(new Date(due.getTime() - 1));
    const before = await harness.parts.runs.list({ environment: 'staging' });
    expect(before.totalItems).toBe(0);
    await drift.tick(due);
    await drift.tick(due);
    const [run] = (await harness.parts.runs.list({ environment: 'staging' }))
      .items;
    expect(run).toMatchObject({ trigger: 'schedule', createdBy: 'plugin:iac' });

    // Still waiting: the same check answers for the next slot as well.
    await drift.tick(new Date(due.getTime() + DAY_MS));
    expect(
      (await harness.parts.runs.list({ environment: 'staging' })).totalItems,
    ).toBe(1);

    await harness.cancel(run);
    await drift.tick(new Date(due.getTime() + 5 * DAY_MS));
    await drift.tick(new Date(due.getTime() + 5 * DAY_MS));
    expect(
      (await harness.parts.runs.list({ environment: 'staging' })).totalItems,
    ).toBe(2);
  });

  it('queues first runs once for environments that had none', async () => {
    await harness.plan('production');
    const options = {
      environments: harness.parts.registry.definitions(),
      runs: harness.parts.runs,
    };
    await Promise.all([queueFirstRuns(options), queueFirstRuns(options)]);
    const staging = await harness.parts.runs.list({ environment: 'staging' });
    expect(staging.items.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['plan-only', 'drift-check']),
    );
    expect(staging.totalItems).toBe(2);
    expect(
      (await harness.parts.runs.list({ environment: 'production' })).totalItems,
    ).toBe(1);
  });
});
