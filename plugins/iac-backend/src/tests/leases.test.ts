import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import type { Run } from '@backstage-iac/plugin-iac-common';
import type { Redacted } from '@backstage-iac/engine';
import { ManualClock } from '../__testUtils__/ManualClock';
import { RunHarness } from '../__testUtils__/RunHarness';

jest.setTimeout(20_000);

const LEASE_SECONDS = 60;
/** Renewals are tried again within this. */
const RETRY_MS = 5_000;

/** Longest wait between two looks. */
const LOOK_MS = 6_000;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('leases, %p', id => {
  const directory = createMockDirectory();
  let clock: ManualClock;
  let harness: RunHarness;

  beforeEach(async () => {
    clock = new ManualClock();
    harness = await RunHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
      leaseSeconds: LEASE_SECONDS,
      clock,
    });
    harness.engine.script = { changes: 1 };
    harness.work();
  });

  afterEach(async () => harness.stop());

  async function heldPlan() {
    const held = harness.engine.hold();
    const run = await harness.plan('staging');
    const context = await held.started;
    await harness.reaches(run, 'planning');
    return { run, held, context };
  }

  async function heldApply() {
    const run = await harness.planAndApply('staging');
    await harness.reaches(run, 'awaiting_approval');
    const held = harness.engine.hold();
    await harness.approve(run);
    const context = await held.started;
    return { run, held, context };
  }

  /** The worker's renewal is due, and was made. */
  async function renewed(run: Run): Promise<void> {
    const before = await harness.heartbeat(run);
    clock.advance((LEASE_SECONDS / 3) * 1000);
    await harness.eventually(
      async () => (await harness.heartbeat(run)) > before,
    );
  }

  it('shows by its heartbeat that a worker lives, whatever the clock of the database', async () => {
    const { run, held } = await heldPlan();
    await renewed(run);
    await harness.jumpClock(run, 7 * 24 * 3600);
    await renewed(run);
    expect((await harness.run(run)).state).toBe('planning');
    held.release();
    await harness.reaches(run, 'planned_and_finished');
  });

  it('survives a short outage of the database', async () => {
    const { run, held } = await heldPlan();
    await harness.withoutDatabase(async () => {
      clock.advance((LEASE_SECONDS / 3) * 1000);
      await harness.tick();
      clock.advance(RETRY_MS);
      await harness.tick();
    });
    const before = await harness.heartbeat(run);
    clock.advance(RETRY_MS);
    await harness.eventually(
      async () => (await harness.heartbeat(run)) > before,
    );
    held.release();
    await harness.reaches(run, 'planned_and_finished');
    expect((await harness.run(run)).attempt).toBe(1);
  });

  it('stops a plan whose lease has run out for certain', async () => {
    const { context } = await heldPlan();
    await harness.withoutDatabase(async () => {
      for (let third = 0; third < 4; third += 1) {
        clock.advance((LEASE_SECONDS / 3) * 1000);
        await harness.tick();
      }
    });
    expect(context.signal?.aborted).toBe(true);
  });

  it('never interrupts an apply for the database, and records it afterwards', async () => {
    const { run, held, context } = await heldApply();
    await harness.withoutDatabase(async () => {
      for (let minute = 0; minute < 60; minute += 1) {
        clock.advance(60_000);
        await harness.tick();
      }
      held.release();
      await harness.tick();
    });
    expect(context.signal?.aborted).toBe(false);
    const applied = harness.reaches(run, 'applied');
    clock.advance(RETRY_MS);
    await harness.tick();
    clock.advance(RETRY_MS);
    expect((await applied).statePosition).toMatchObject({ serial: 2 });
  });

  it('lets a zombie apply end, and write nothing', async () => {
    const { run, held, context } = await heldApply();
    await harness.loseLease(run);
    await harness.reaches(run, 'outcome_unknown');
    clock.advance((LEASE_SECONDS / 3) * 1000);
    await harness.tick();
    expect(context.signal?.aborted).toBe(false);
    const log = await harness.log(run);
    context.onEvent?.({
      type: 'log',
      stage: 'apply',
      text: 'from the grave\n' as Redacted,
    });
    held.release();
    await harness.stop();
    expect(await harness.run(run)).toMatchObject({
      state: 'outcome_unknown',
      statePosition: { serial: 1 },
    });
    expect(await harness.log(run)).toBe(log);
  });

  it('gives a worker on another host a whole lease, by the time that it was watched', async () => {
    const run = await harness.plan('production');
    await harness.reaches(run, 'planned_and_finished');
    let lost = run;
    await harness.restartWith(async () => {
      lost = await harness.plan('staging');
      await harness.crashWorkerElsewhere();
    });
    harness.work();
    // This host was stalled for an hour: it saw nothing of the other one.
    clock.advance(3_600_000);
    await harness.tick();
    expect((await harness.run(lost)).state).toBe('fetching');
    let looks = 0;
    await harness.eventually(async () => {
      looks += 1;
      clock.advance(LOOK_MS);
      return (await harness.run(lost)).state !== 'fetching';
    });
    expect(looks).toBeGreaterThan((LEASE_SECONDS * 1000) / LOOK_MS - 2);
    expect((await harness.reaches(lost, 'planned_and_finished')).attempt).toBe(
      2,
    );
  });
});
