import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import { OutcomeUnknownError, RunFailure } from '@backstage-iac/engine';
import { RunHarness } from '../__testUtils__/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('the life of a run, %p', id => {
  const directory = createMockDirectory();
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
    });
  });

  afterEach(async () => harness.stop());

  it('plans, and ends there', async () => {
    harness.engine.script = { changes: 3 };
    harness.work();
    const run = await harness.plan('staging', { reason: 'curious' });
    const ended = await harness.reaches(run, 'planned_and_finished');

    expect(ended).toMatchObject({
      number: 1,
      createdBy: 'user:default/mock',
      hasChanges: true,
      attempt: 1,
      reason: 'curious',
      commit: { commit: 'a'.repeat(40) },
      tool: { version: '1.11.4' },
      stages: [
        { name: 'fetch', status: 'passed' },
        { name: 'plan', status: 'passed' },
      ],
    });
    expect(ended.finishedAt).toBeDefined();
    expect(await harness.log(run)).toBe('Planning staging\n');
    const plan = await harness.parts.service.getPlan(run.id);
    expect(plan?.summary.changes).toHaveLength(3);
    expect(await harness.parts.service.getPlanText(run.id)).toContain(
      '3 to add',
    );
    const { verdict, reasons } = await harness.readiness('staging');
    expect(verdict).not.toBe('READY');
    expect(reasons).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          checkId: 'drift.current',
          kind: 'unknown',
          next: expect.objectContaining({ step: 'check-drift' }),
        }),
        expect.objectContaining({
          checkId: 'changes.deployed',
          summary: 'The plan of run #1 was not applied: 3 to create',
        }),
      ]),
    );
  });

  it('applies a plan once it is approved, then checks for drift', async () => {
    harness.engine.script = { changes: 2 };
    harness.work();
    const run = await harness.planAndApply('staging');
    await harness.reaches(run, 'awaiting_approval');
    expect((await harness.readiness('staging')).awaitingApproval).toHaveLength(
      1,
    );

    await harness.approve(run);
    const applied = await harness.reaches(run, 'applied');
    expect(applied).toMatchObject({
      approvedBy: 'user:default/mock',
      statePosition: { serial: 2 },
      attempt: 1,
    });
    expect(applied.stages.map(({ name, status }) => [name, status])).toEqual([
      ['fetch', 'passed'],
      ['plan', 'passed'],
      ['approval', 'passed'],
      ['apply', 'passed'],
    ]);
    expect(harness.engine.applies[0].expected).toMatchObject({
      digests: { approval: 'd'.repeat(64) },
      statePosition: { serial: 1 },
    });

    await harness.restart();
    const { items } = await harness.parts.runs.list({
      operation: 'drift-check',
    });
    harness.work();
    await harness.reaches(items[0], 'planned_and_finished');
    const troubles = await harness.troubles('staging');
    expect(troubles).not.toContain('drift.current');
    expect(troubles).not.toContain('changes.deployed');
    expect(harness.engine.discarded).toContain(run.id);
  });

  it('finishes without asking when there is nothing to apply', async () => {
    harness.work();
    const run = await harness.planAndApply('staging');
    const ended = await harness.reaches(run, 'planned_and_finished');
    expect(ended.hasChanges).toBe(false);
  });

  it('tells a failure in the words of the engine, and no others', async () => {
    harness.engine.script = {
      failPlan: new RunFailure('No such module', { nextStep: 'Fix it' }),
    };
    harness.work();
    const known = await harness.plan('staging');
    expect((await harness.reaches(known, 'errored')).error).toEqual({
      message: 'No such module',
      nextStep: 'Fix it',
    });
    harness.engine.script = { failPlan: new Error('password is hunter2') };
    const unknown = await harness.plan('staging');
    const { error } = await harness.reaches(unknown, 'errored');
    expect(JSON.stringify(error)).not.toContain('hunter2');
    const { verdict, reasons } = await harness.readiness('staging');
    expect(verdict).toBe('BLOCKED');
    expect(reasons.map(({ checkId }) => checkId)).toContain('plan.current');
    expect(JSON.stringify(reasons)).not.toContain('hunter2');
  });

  it('lets plans and drift checks work beside each other, and beside a run that waits for approval', async () => {
    harness.engine.script = { changes: 1 };
    harness.work();
    const waiting = await harness.planAndApply('staging');
    await harness.reaches(waiting, 'awaiting_approval');

    const held = [1, 2, 3].map(() => harness.engine.hold());
    await harness.plan('staging');
    await harness.checkDrift('staging');
    const changing = await harness.planAndApply('staging');
    await Promise.all(held.map(({ started }) => started));
    const another = await harness.planAndApply('staging');
    const elsewhere = await harness.plan('production');
    await harness.reaches(elsewhere, 'planned_and_finished');
    expect((await harness.run(another)).state).toBe('pending');
    for (const { release } of held) release();
    await harness.reaches(changing, 'awaiting_approval');
    await harness.reaches(another, 'awaiting_approval');
    expect((await harness.run(changing)).successor).toMatchObject({
      why: 'superseded',
    });
  });

  it('keeps everything else off an environment while a run applies', async () => {
    harness.engine.script = { changes: 1 };
    harness.work();
    const apply = await harness.planAndApply('staging');
    await harness.reaches(apply, 'awaiting_approval');
    const reading = harness.engine.hold();
    const reader = await harness.plan('staging');
    await reading.started;

    await harness.approve(apply);
    const late = await harness.checkDrift('staging');
    const other = await harness.plan('production');
    await harness.reaches(other, 'planned_and_finished');
    expect((await harness.run(apply)).state).toBe('approved');
    expect((await harness.run(late)).state).toBe('pending');

    const applying = harness.engine.hold();
    reading.release();
    await harness.reaches(reader, 'planned_and_finished');
    await applying.started;
    const another = await harness.plan('production');
    await harness.reaches(another, 'planned_and_finished');
    expect((await harness.run(late)).state).toBe('pending');
    applying.release();
    await harness.reaches(apply, 'applied');
    await harness.reaches(late, 'planned_and_finished');
  });

  it('cancels a run that waits, and one that works', async () => {
    const waiting = await harness.plan('staging');
    expect((await harness.cancel(waiting)).state).toBe('canceled');

    const held = harness.engine.hold();
    harness.work();
    const working = await harness.plan('staging');
    await held.started;
    expect(await harness.cancel(working)).toMatchObject({
      cancelRequestedBy: 'user:default/mock',
    });
    await harness.reaches(working, 'canceled');
    await expect(harness.cancel(working)).rejects.toThrow('has ended');
  });

  it('puts a plan back in the queue on shutdown', async () => {
    const held = harness.engine.hold();
    harness.work();
    const run = await harness.plan('staging');
    await held.started;
    await harness.restart();
    expect((await harness.run(run)).state).toBe('pending');
    harness.work();
    expect((await harness.reaches(run, 'planned_and_finished')).attempt).toBe(
      2,
    );
  });

  it('plans again after a crash, and gives up on a plan that kills', async () => {
    const run = await harness.plan('staging');
    for (const attempt of [1, 2]) {
      const crashed = await harness.crashWorker();
      expect(crashed.run.attempt).toBe(attempt);
      await harness.recover();
      expect((await harness.run(run)).state).toBe('pending');
    }
    await harness.crashWorker();
    await harness.recover();
    expect(await harness.run(run)).toMatchObject({
      state: 'errored',
      error: { message: expect.stringContaining('lost') },
    });
  });

  it('never applies again after a crash', async () => {
    harness.engine.script = { changes: 1 };
    harness.work();
    const run = await harness.crashedApply('staging');
    harness.work();
    const lost = await harness.reaches(run, 'outcome_unknown');
    expect(lost.error?.nextStep).toContain('plan to compare');
    expect(harness.engine.applies).toHaveLength(0);
    expect(harness.engine.discarded).not.toContain(run.id);
    expect(await harness.troubles('staging')).toContain('apply.last');
  });

  it('does not guess what an apply did that ended oddly', async () => {
    harness.engine.script = {
      changes: 1,
      failApply: new OutcomeUnknownError('Terraform was killed'),
    };
    harness.work();
    const run = await harness.planAndApply('staging');
    await harness.reaches(run, 'awaiting_approval');
    await harness.approve(run);
    const { error } = await harness.reaches(run, 'outcome_unknown');
    expect(error?.message).toBe('Terraform was killed');
  });

  it('writes nothing after it lost its lease', async () => {
    const held = harness.engine.hold();
    harness.work();
    const run = await harness.plan('staging');
    await held.started;
    const second = harness.engine.hold();
    await harness.loseLease(run);
    held.release();
    // The run is taken anew while the first call comes to its end.
    await second.started;
    await harness.reaches(run, 'planning');
    second.release();
    const ended = await harness.reaches(run, 'planned_and_finished');
    expect(ended.attempt).toBe(2);
  });

  it('remembers since when there is drift, until a clean check', async () => {
    harness.engine.script = { drifted: 25 };
    harness.work();
    const first = await harness.checkDrift('staging');
    await harness.reaches(first, 'planned_and_finished');
    const { drift } = await harness.readiness('staging');
    expect(drift).toMatchObject({ status: 'drifted', count: 25, stale: false });
    expect(drift.addresses).toHaveLength(20);

    const again = await harness.checkDrift('staging');
    await harness.reaches(again, 'planned_and_finished');
    expect((await harness.readiness('staging')).drift.since).toBe(drift.since);

    harness.engine.script = { failPlan: new RunFailure('No network') };
    const failed = await harness.checkDrift('staging');
    await harness.reaches(failed, 'errored');
    const worse = await harness.readiness('staging');
    expect(worse.drift).toMatchObject({ status: 'failed', count: undefined });
    // A check that breaks says nothing against the drift that was seen before.
    expect(
      worse.reasons.find(({ checkId }) => checkId === 'drift.current'),
    ).toMatchObject({ verdict: 'BLOCKED', kind: 'error' });

    harness.engine.script = {};
    const clean = await harness.checkDrift('staging');
    await harness.reaches(clean, 'planned_and_finished');
    expect((await harness.readiness('staging')).drift).toMatchObject({
      status: 'clean',
      count: 0,
      since: undefined,
    });
  });
});
