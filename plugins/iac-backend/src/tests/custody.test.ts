import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { environmentDefinition } from '../__testUtils__/environments';
import { RunHarness } from '../__testUtils__/RunHarness';

jest.setTimeout(20_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const PROGRESS = {
  done: [{ address: 'sandbox_service.a', action: 'create' }],
  unfinished: [{ address: 'sandbox_service.b', action: 'create' }],
};
const LOCK = {
  id: 'lock-1',
  who: 'portal@here',
  operation: 'OperationTypeApply',
  since: '2026-01-01T10:00:02.000Z',
};

describe.each(databases.eachSupportedId())('custody of runs, %p', id => {
  const directory = createMockDirectory();
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
      environments: [
        environmentDefinition('hasty', { forceCancelAfterSeconds: 0 }),
        environmentDefinition('east', { group: 'cloud' }),
        environmentDefinition('west', { group: 'cloud' }),
      ],
      groups: { cloud: { concurrency: 1 } },
    });
    harness.engine.script = { changes: 1 };
  });

  afterEach(async () => harness.stop());

  /** Applies, and waits within Terraform. */
  async function applying(
    environment: string,
    options: { stubborn?: boolean } = {},
  ) {
    harness.work();
    const run = await harness.planAndApply(environment);
    await harness.reaches(run, 'awaiting_approval');
    const held = harness.engine.hold(options);
    await harness.approve(run);
    await held.started;
    return { run, held };
  }

  /** An apply that a crash took down, with its report. */
  async function lostApply(): Promise<Run> {
    harness.work();
    const run = await harness.crashedApply('staging');
    harness.work();
    await harness.reaches(run, 'outcome_unknown');
    return harness.reconcile(run);
  }

  it('tells what an apply did that was canceled', async () => {
    harness.engine.script = { changes: 2, progress: PROGRESS };
    const { run } = await applying('staging');
    await harness.cancel(run);
    const canceled = await harness.reaches(run, 'canceled');
    expect(canceled.progress).toEqual(PROGRESS);
    expect(canceled.error?.message).toContain(
      '1 change was made, 1 change was',
    );
  });

  it('ends a run by force only once it had time to stop', async () => {
    const { run } = await applying('staging', { stubborn: true });
    await expect(harness.forceCancel(run)).rejects.toThrow('cancel it first');
    const { forceCancelAvailableAt } = await harness.cancel(run);
    expect(forceCancelAvailableAt).toBeDefined();
    await expect(harness.forceCancel(run)).rejects.toThrow(
      `until ${forceCancelAvailableAt}`,
    );
    await expect(harness.forceCancel(run, 'production')).rejects.toThrow(
      "Type the name of the environment, 'staging'",
    );
    await harness.parts.transitions.requestForceCancel(run.id, 'user:x/y');
    await harness.reaches(run, 'outcome_unknown');
  });

  it('records what a run did that was ended by force', async () => {
    harness.engine.script = { changes: 2, progress: PROGRESS };
    const { run } = await applying('hasty', { stubborn: true });
    await harness.cancel(run);
    await harness.forceCancel(run);
    const ended = await harness.reaches(run, 'outcome_unknown');
    expect(ended).toMatchObject({
      progress: PROGRESS,
      forceCancelRequestedBy: 'user:default/mock',
    });
    expect(await harness.discussion(run)).toEqual([
      'approved',
      'force-canceled',
    ]);
  });

  it('leaves a recorded outcome when it is shut down during an apply', async () => {
    const { run } = await applying('staging');
    await Promise.all([harness.stop(), harness.stop()]);
    const stopped = await harness.run(run);
    expect(stopped.state).toBe('canceled');
    expect(stopped.error?.message).toContain('shut down while applying');
  });

  it('reports on a lost apply, and lets plans go on while a person looks', async () => {
    harness.engine.script.traces = {
      progress: PROGRESS,
      now: { lineage: 'l', serial: 2 },
      lock: { status: 'locked', lock: LOCK },
    };
    const run = await lostApply();
    expect(run.reconciliation).toMatchObject({
      process: 'ended',
      before: { serial: 1 },
      now: { serial: 2 },
      progress: PROGRESS,
      lock: { orphan: 'proved', holder: { runId: run.id, alive: false } },
      problems: [],
    });
    const { planRunId } = run.reconciliation!;
    const plan = await harness.parts.runs.get(planRunId!);
    expect(plan.operation).toBe('plan-only');
    await harness.reaches(plan, 'planned_and_finished');

    const changing = await harness.planAndApply('staging');
    const drift = await harness.checkDrift('staging');
    await harness.reaches(drift, 'planned_and_finished');
    expect((await harness.run(changing)).waitsFor).toEqual({
      kind: 'outcome',
      runId: run.id,
      number: run.number,
    });
    const { verdict, reasons } = await harness.readiness('staging');
    expect(verdict).toBe('BLOCKED');
    expect(
      reasons.find(({ checkId }) => checkId === 'apply.last'),
    ).toMatchObject({ next: { step: 'close-run' }, runId: run.id });
    await harness.close(run, 'applied');
    await harness.reaches(changing, 'awaiting_approval');
  });

  it('finds a lost apply without a report when it starts', async () => {
    harness.work();
    const run = await harness.crashedApply('staging');
    await harness.recover();
    await harness.restart();
    harness.work();
    await harness.reconciled(run);
    expect((await harness.run(run)).reconciliation?.process).toBe('ended');
  });

  it('is closed by one person, once Terraform has ended', async () => {
    harness.engine.script.traces = { process: 'running' };
    const run = await lostApply();
    expect(run.reconciliation?.planRunId).toBeUndefined();
    await expect(harness.close(run, 'applied')).rejects.toThrow(
      'still at work',
    );

    harness.engine.script.traces = { process: 'ended' };
    const closed = await harness.close(run, 'replan');
    expect(closed).toMatchObject({
      state: 'outcome_unknown',
      closed: { as: 'replan', by: 'user:default/mock', comment: 'I looked' },
      successor: { why: 'replanned' },
    });
    const successor = await harness.parts.runs.get(closed.successor!.runId);
    expect(successor).toMatchObject({
      operation: 'plan-and-apply',
      trigger: 'replan',
      predecessor: { runId: run.id, number: run.number },
    });
    await harness.reaches(successor, 'awaiting_approval');
    await expect(harness.close(run, 'failed')).rejects.toThrow('was closed as');
    expect(await harness.discussion(run)).toEqual(['approved', 'closed']);
  });

  it('does not overwrite the report of the host that has the files', async () => {
    const run = await lostApply();
    harness.engine.script.traces = { process: 'elsewhere' };
    expect((await harness.reconcile(run)).reconciliation?.process).toBe(
      'ended',
    );
  });

  it('releases the lock of a dead run of ours, and no other', async () => {
    await lostApply();
    harness.engine.script.lock = { status: 'locked', lock: LOCK };
    expect(await harness.lock('staging')).toMatchObject({ orphan: 'proved' });
    await expect(harness.unlock('staging', 'lock-0')).rejects.toThrow(
      'Another lock is held by now, by portal@here since',
    );
    expect((await harness.unlock('staging', 'lock-1')).status).toBe('unlocked');
    expect(harness.engine.unlocked).toEqual(['lock-1']);
    await expect(harness.unlock('staging', 'lock-1')).rejects.toThrow(
      'not known to be locked',
    );
  });

  it.each([
    ['a laptop', { ...LOCK, who: 'ann@laptop' }],
    ['another time', { ...LOCK, since: '2026-01-01T12:00:00.000Z' }],
    ['nobody knows', { id: 'lock-1' }],
  ])('does not release a lock of %s', async (_, lock) => {
    await lostApply();
    harness.engine.script.lock = { status: 'locked', lock };
    const status = await harness.lock('staging');
    expect(status.orphan).toBe('unproved');
    expect(status.message).toContain('terraform force-unlock lock-1');
    await expect(harness.unlock('staging', 'lock-1')).rejects.toThrow(
      'not proved to have ended',
    );
    expect(harness.engine.unlocked).toEqual([]);
  });

  it.each([
    ['running', 'no'],
    ['elsewhere', 'unproved'],
    ['unknown', 'unproved'],
  ] as const)(
    'takes a process that is %s for no proof',
    async (process, orphan) => {
      const run = await lostApply();
      // A host of the same name that has started anew proves nothing.
      await harness
        .knex('iac_runs')
        .where('id', run.id)
        .update({ worker: 'here/another boot/1/2/3/4' });
      harness.engine.script.traces = { process };
      harness.engine.script.lock = { status: 'locked', lock: LOCK };
      expect((await harness.lock('staging')).orphan).toBe(orphan);
      await expect(harness.unlock('staging', 'lock-1')).rejects.toThrow();
    },
  );

  it('proves a holder dead whose folder was tidied away on this host', async () => {
    await lostApply();
    harness.engine.script.traces = { process: 'elsewhere' };
    harness.engine.script.lock = { status: 'locked', lock: LOCK };
    expect((await harness.lock('staging')).orphan).toBe('proved');
  });

  it('pushes a rescued state once, and checks for drift', async () => {
    harness.engine.script.traces = { rescuedState: true };
    const run = await lostApply();
    expect(run.rescuedState).toBe(true);
    expect((await harness.pushState(run)).rescuedState).toBeUndefined();
    expect(harness.engine.pushed).toEqual([run.id]);
    await expect(harness.pushState(run)).rejects.toThrow('left no state');
    expect(await harness.discussion(run)).toEqual(['approved', 'state-pushed']);
    const { items } = await harness.parts.runs.list({
      operation: 'drift-check',
    });
    expect(items).toHaveLength(1);
  });

  it('shows the queue, and what each run waits for', async () => {
    const nightly = await harness.checkDriftBySchedule('east');
    const mine = await harness.plan('west');
    expect(await harness.queued()).toMatchObject([
      { runId: mine.id, position: 1, waitsFor: { kind: 'worker' } },
      { runId: nightly.id, position: 2, waitsFor: { kind: 'worker' } },
    ]);
    const held = harness.engine.hold();
    harness.work();
    await held.started;
    expect((await harness.run(nightly)).waitsFor).toEqual({
      kind: 'group',
      group: 'cloud',
      limit: 1,
    });
    held.release();
    await harness.reaches(nightly, 'planned_and_finished');
    expect(await harness.queued()).toEqual([]);
  });
});
