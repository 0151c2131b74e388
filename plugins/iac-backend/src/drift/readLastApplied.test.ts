import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { RunHarness } from '../__testUtils__/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('a drift check, %p', id => {
  const directory = createMockDirectory();
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
    });
    harness.work();
  });

  afterEach(() => harness.stop());

  it('is told what was applied last, and nothing before the first apply', async () => {
    const first = await harness.checkDrift('staging');
    await harness.reaches(first, 'planned_and_finished');
    expect(harness.engine.plans.at(-1)?.lastApplied).toBeUndefined();

    harness.engine.script.changes = 1;
    const run = await harness.planAndApply('staging');
    await harness.reaches(run, 'awaiting_approval');
    await harness.approve(run);
    const applied = await harness.reaches(run, 'applied');

    const second = await harness.checkDrift('staging');
    await harness.reaches(second, 'planned_and_finished');
    expect(harness.engine.plans.at(-1)?.lastApplied).toEqual({
      commit: applied.commit?.commit,
      dirty: false,
      variableSet: applied.digests?.variableSet,
      tool: applied.tool,
      statePosition: applied.statePosition,
    });
  });
});
