import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  DriftResult,
  RedactedJson,
} from '@backstage-iac/plugin-iac-common';
import { DriftEpisodeStore } from '../database/DriftEpisodeStore';
import { DriftEventStore } from '../database/DriftEventStore';
import { DRIFT_EPISODES } from '../database/driftTables';
import { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import { ENVIRONMENT_STATE } from '../database/tables';
import { DriftJournal } from '../drift/DriftJournal';
import {
  DriftHarness,
  ignored,
  outsideChange,
} from '../__testUtils__/DriftHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const WEB = outsideChange('sandbox_service.web');
const DATABASE = outsideChange('sandbox_database.main');

describe.each(databases.eachSupportedId())('episodes of drift, %p', id => {
  const directory = createMockDirectory();
  let harness: DriftHarness;

  beforeEach(async () => {
    harness = await DriftHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
    });
  });

  afterEach(() => harness.stop());

  it('begin with the first check that sees drift, and keep the worst of it', async () => {
    const applied = await harness.apply();
    harness.reality([WEB, DATABASE]);
    const first = await harness.check();
    harness.reality([{ ...WEB, severity: 'high', action: 'delete' }]);
    const second = await harness.check();

    const [episode, ...others] = await harness.episodes();
    expect(others).toEqual([]);
    expect(episode).toMatchObject({
      environment: 'staging',
      firstSeenBy: { runId: first.id, number: first.number },
      lastCheck: { runId: second.id, number: second.number, answer: 'drifted' },
      severity: 'high',
      resourceCount: 2,
      resources: [
        {
          address: WEB.address,
          severity: 'high',
          causes: ['changed', 'deleted'],
          attributes: ['size'],
        },
        {
          address: DATABASE.address,
          severity: 'medium',
          causes: ['changed'],
          attributes: ['size'],
        },
      ],
      appliedBefore: {
        runId: applied.id,
        number: applied.number,
        operation: 'plan-and-apply',
        by: 'user:default/mock',
        at: applied.finishedAt,
      },
      recurrence: { episodes: 0 },
    });
    expect(episode.resolved).toBeUndefined();
    expect(episode.lastCheck.at).toBe(episode.lastSeenAt);
    expect(episode.firstSeenAt < episode.lastSeenAt).toBe(true);
  });

  it('begin when drift was seen first, also before there were episodes', async () => {
    harness.reality([WEB]);
    await harness.check();
    const { knex } = harness.runs;
    const since = '2026-11-01T02:00:00.000Z';
    await knex(DRIFT_EPISODES).delete();
    await knex(ENVIRONMENT_STATE).update({
      drift_since: since,
      drift_check_number: null,
    });
    await harness.check();
    const [{ firstSeenAt }] = await harness.episodes();
    expect(firstSeenAt).toBe(since);
  });

  it.each([
    ['plan-and-apply', 'reconciled'],
    ['refresh-only', 'accepted'],
  ] as const)('end with a %s: %s', async (operation, how) => {
    harness.reality([WEB]);
    await harness.check();
    const applied = await harness.apply(operation);
    const [{ resolved, firstSeenAt, lastCheck }] = await harness.episodes();
    expect(resolved).toEqual({
      how,
      at: applied.finishedAt,
      by: expect.objectContaining({ runId: applied.id, operation }),
      secondsToRemediate: Math.round(
        (Date.parse(applied.finishedAt!) - Date.parse(firstSeenAt)) / 1000,
      ),
    });
    expect(lastCheck.answer).toBe('clean');
  });

  it('end by themselves, or by a rule that knows the drift', async () => {
    harness.reality([WEB]);
    await harness.check();
    harness.reality([]);
    await harness.check();
    harness.reality([DATABASE]);
    await harness.check();
    harness.reality([], [ignored(DATABASE.address)]);
    const known = await harness.check();

    const [second, first] = await harness.episodes();
    expect(first.resolved).toMatchObject({ how: 'vanished' });
    expect(first.resolved?.at).toBe(first.lastCheck.at);
    expect(second.resolved).toMatchObject({ how: 'ignored' });
    expect(harness.runs.engine.plans.at(-1)?.ignoreDrift).toMatchObject([
      { id: 'known' },
    ]);
    expect(known.drift).toMatchObject({
      status: 'clean',
      outsideChanges: 0,
      ignored: 1,
    });
  });

  it('go on after an apply that did not put it back, which ends nothing later', async () => {
    harness.reality([WEB]);
    await harness.check();
    await harness.apply('plan-and-apply', [WEB]);
    const [episode, ...others] = await harness.episodes();
    expect(others).toEqual([]);
    expect(episode.resolved).toBeUndefined();

    // The apply was before it was seen last.
    harness.reality([]);
    await harness.check();
    const [{ resolved }] = await harness.episodes();
    expect(resolved).toMatchObject({ how: 'vanished' });
  });

  it('know how often it came back, and when it had ended', async () => {
    for (const changes of [[WEB], [DATABASE], [WEB]]) {
      harness.reality(changes);
      await harness.check();
      harness.reality([]);
      await harness.check();
    }
    harness.reality([WEB]);
    await harness.check();
    const [now, third, second] = await harness.episodes();
    expect(now.recurrence).toEqual({
      episodes: 2,
      lastEndedAt: third.resolved?.at,
    });
    expect(second.recurrence).toEqual({ episodes: 0 });

    // What joins later may have drifted before, too.
    harness.reality([WEB, DATABASE]);
    await harness.check();
    const [{ recurrence }] = await harness.episodes();
    expect(recurrence.episodes).toBe(3);
  });

  it('neither begin nor end with a check that could not look', async () => {
    await harness.failedCheck();
    expect(await harness.episodes()).toEqual([]);
    harness.reality([WEB]);
    const seen = await harness.check();
    const failed = await harness.failedCheck();
    const [episode] = await harness.episodes();
    expect(episode.resolved).toBeUndefined();
    expect(episode.firstSeenBy.runId).toBe(seen.id);
    expect(episode.lastCheck).toMatchObject({
      runId: failed.id,
      answer: 'failed',
    });
    expect(episode.lastSeenAt < episode.lastCheck.at).toBe(true);
  });

  it('heed the newest check, whichever ends last', async () => {
    const { engine } = harness.runs;
    harness.reality([]);
    const held = engine.hold();
    const older = await harness.runs.checkDrift('staging');
    await held.started;
    harness.reality([WEB]);
    const newer = await harness.check();
    held.release();
    await harness.runs.reaches(older, 'planned_and_finished');

    const [episode] = await harness.episodes();
    expect(episode).toMatchObject({ lastCheck: { runId: newer.id } });
    expect(episode.resolved).toBeUndefined();
    const { drift } = await harness.runs.readiness('staging');
    expect(drift).toMatchObject({ runId: newer.id, count: 1 });
    expect(await harness.tellings()).toEqual(['drifted']);
  });

  it('are the same when an answer comes twice', async () => {
    const { knex } = harness.runs;
    harness.reality([WEB]);
    const run = await harness.check();
    const before = await harness.episodes();
    const journal = new DriftJournal({
      states: new EnvironmentStateStore({ knex }),
      episodes: new DriftEpisodeStore({ knex }),
      events: new DriftEventStore({ knex }),
    });
    const again = {
      status: 'clean',
      outsideChanges: [],
    } as unknown as RedactedJson<DriftResult>;
    await knex.transaction(async tx => journal.answered(tx, run, again));
    await knex.transaction(async tx => journal.failed(tx, run));
    expect(await harness.episodes()).toEqual(before);
    expect(await harness.tellings()).toEqual(['drifted']);
  });

  it('are written by the worker that owns the check, once', async () => {
    const { engine } = harness.runs;
    harness.reality([WEB]);
    const zombie = engine.hold();
    const run = await harness.runs.checkDrift('staging');
    await zombie.started;
    await harness.runs.loseLease(run);
    // Another attempt answers; then the first one comes back.
    await harness.runs.reaches(run, 'planned_and_finished');
    zombie.release();
    await harness.runs.tick();

    expect(await harness.episodes()).toHaveLength(1);
    expect(await harness.tellings()).toEqual(['drifted']);
  });
});
