import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { DriftEventStore } from '../database/DriftEventStore';
import { DriftHarness, outsideChange } from '../__testUtils__/DriftHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const WEB = outsideChange('sandbox_service.web');

describe.each(databases.eachSupportedId())('news about drift, %p', id => {
  const directory = createMockDirectory();
  let harness: DriftHarness;

  beforeEach(async () => {
    harness = await DriftHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
    });
  });

  afterEach(() => harness.stop());

  it('is told of what changed, and of nothing that stayed', async () => {
    harness.reality([WEB]);
    const first = await harness.check();
    await harness.check();
    expect(await harness.tellings()).toEqual(['drifted']);
    expect(harness.told[0]).toEqual({
      id: expect.any(String),
      type: 'drifted',
      environment: {
        name: 'staging',
        title: 'Staging',
        owner: 'group:default/team',
      },
      run: { runId: first.id, number: first.number },
      at: expect.stringMatching(/Z$/),
      episode: expect.objectContaining({ resourceCount: 1 }),
    });
    await harness.failedCheck();
    await harness.failedCheck();
    await harness.check();
    await harness.apply();
    await harness.check();
    expect(await harness.tellings()).toEqual([
      'drifted',
      'check-failing',
      'check-recovered',
      'resolved',
    ]);
    expect(harness.told[3].episode?.resolved?.how).toBe('reconciled');
    expect(harness.told[1]).not.toHaveProperty('episode', expect.anything());
  });

  it('is told of a check that takes its workers down each time', async () => {
    await harness.runs.restartWith(async () => {
      await harness.runs.checkDrift('staging');
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await harness.runs.crashWorker();
        await harness.runs.recover();
      }
    });
    expect(await harness.tellings()).toEqual(['check-failing']);
  });

  it('is told once by many hosts at once, in order, also after a restart', async () => {
    harness.reality([WEB]);
    await harness.check();
    harness.reality([]);
    await harness.check();
    await harness.runs.restart();
    const other = await harness.runs.anotherHost();
    await Promise.all([harness.tick(), other.announcer.tick(), harness.tick()]);
    expect(await harness.tellings()).toEqual(['drifted', 'resolved']);
  });

  it('is told by another host when the first one dies with it', async () => {
    harness.reality([WEB]);
    await harness.check();
    const dying = new DriftEventStore({ knex: harness.runs.knex });
    const taken = await dying.claim(300);
    expect(taken).toMatchObject({ attempts: 1, event: { type: 'drifted' } });
    expect(await harness.tellings()).toEqual([]);
    await harness.timePasses();
    expect(await harness.tellings()).toEqual(['drifted']);
    expect(harness.told[0].id).toBe(taken?.event.id);
  });

  it('is kept for a listener that is away, for some time', async () => {
    harness.reality([WEB]);
    await harness.check();
    harness.reality([]);
    await harness.check();
    harness.refusal = new Error('Notifications are away');
    expect(await harness.tellings()).toEqual([]);
    harness.refusal = undefined;
    // Not at once, and what came later does not overtake it.
    expect(await harness.tellings()).toEqual([]);
    await harness.timePasses();
    expect(await harness.tellings()).toEqual(['drifted', 'resolved']);

    harness.refusal = new Error('Notifications were taken out');
    harness.reality([WEB]);
    await harness.check();
    for (let attempt = 0; attempt < 16; attempt += 1) {
      await harness.tick();
      await harness.timePasses();
    }
    harness.refusal = undefined;
    expect(await harness.tellings()).toHaveLength(2);
  });
});
