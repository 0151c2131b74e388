import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import { StalePlanError } from '@backstage-iac/engine';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { RunHarness } from '../__testUtils__/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const LEADS = ['group:default/leads'];

describe.each(databases.eachSupportedId())('approvals, %p', id => {
  const directory = createMockDirectory();
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
    });
    harness.protect('production', {
      approvals: {
        required: 2,
        approvers: LEADS,
        requesterMayApprove: false,
      },
    });
    harness.engine.script = { changes: 2 };
    harness.work();
  });

  afterEach(async () => harness.stop());

  async function waiting(by = 'dan', environment = 'production') {
    const run = await harness.as(by).planAndApply(environment);
    return harness.reaches(run, 'awaiting_approval');
  }

  /** The worker takes nothing more until it is told to. */
  async function idle() {
    await harness.restart();
  }

  function stageOf(run: Run) {
    return run.stages.find(({ name }) => name === 'approval')?.message;
  }

  it('waits for as many people as the environment asks for', async () => {
    const run = await waiting();
    expect(stageOf(run)).toBe('0 of 2 approvals');
    const first = await harness.as('ada').approve(run);
    expect(first.state).toBe('awaiting_approval');
    expect(stageOf(first)).toBe('1 of 2 approvals');
    expect(await harness.as('ben').looksAt(run)).toMatchObject({
      required: 2,
      given: 1,
      reviews: [{ person: 'user:default/ada', standing: 'valid' }],
      you: { approve: undefined, withdraw: 'not-an-approver' },
    });
    await expect(harness.as('ada').approve(run)).rejects.toThrow(
      'You approved the plan of run #1 already',
    );
    await expect(harness.as('dan').approve(run)).rejects.toThrow(
      'are approved by group:default/leads',
    );

    await harness.as('ben').approve(run);
    const applied = await harness.reaches(run, 'applied');
    expect(applied.approvedBy).toBe('user:default/ben');
    expect(stageOf(applied)).toBe('2 of 2 approvals');
    expect(harness.engine.applies[0]).toMatchObject({ commitMayMove: false });
  });

  it('counts two people who approve at the same moment', async () => {
    const run = await waiting();
    await Promise.all([
      harness.as('ada').approve(run),
      harness.as('ben').approve(run),
    ]);
    expect(stageOf(await harness.reaches(run, 'applied'))).toBe(
      '2 of 2 approvals',
    );
  });

  it('lets nobody approve their own request, or their own commit', async () => {
    const own = await waiting('ada');
    await expect(harness.as('ada').approve(own)).rejects.toThrow(
      'You asked for run #1',
    );
    harness.protect('production', { approvals: { authorMayApprove: false } });
    harness.engine.script = {
      changes: 1,
      author: { name: 'Ben', email: 'BEN@acme.test' },
    };
    const authored = await waiting('ada');
    await expect(harness.as('ben').approve(authored)).rejects.toThrow(
      'You wrote the commit',
    );
    await harness.as('cyd').approve(authored);
    harness.engine.script = { changes: 1, author: { name: 'somebody' } };
    const unproven = await waiting('ada');
    await expect(harness.as('cyd').approve(unproven)).rejects.toThrow(
      'Nothing proves',
    );
  });

  it('takes an approval back when it is withdrawn, and says so', async () => {
    const run = await waiting();
    await harness.as('ada').approve(run);
    await idle();
    const approved = await harness.as('ben').approve(run);
    expect(approved.state).toBe('approved');
    const back = await harness.as('ada').withdraw(run, 'I was too fast');
    expect(back).toMatchObject({ state: 'awaiting_approval' });
    expect(back.approvedBy).toBeUndefined();
    expect(back.approvedAt).toBeUndefined();
    expect(stageOf(back)).toBe('1 of 2 approvals');
    await expect(harness.as('ada').withdraw(run)).rejects.toThrow(
      'no approval that counts',
    );
    await harness.as('dan').says(run, 'What now?');
    const entries = await harness.parts.service.listDiscussion(run.id, {
      credentials: { $$type: '@backstage/BackstageCredentials', principal: {} },
    });
    expect(entries.map(({ kind, text }) => [kind, text])).toEqual([
      ['approved', undefined],
      ['approved', undefined],
      ['withdrawn', 'I was too fast'],
      ['comment', 'What now?'],
    ]);
  });

  it('lets approvals expire, visibly', async () => {
    const run = await waiting();
    await harness.as('ada').approve(run);
    await idle();
    await harness.as('ben').approve(run);
    await harness.age(run, 25 * 3600);
    await harness.minutePasses();
    const back = await harness.run(run);
    expect(back.state).toBe('awaiting_approval');
    expect(stageOf(back)).toBe('0 of 2 approvals');
    harness.work();
    expect(harness.engine.applies).toHaveLength(0);
  });

  it('ends a rejected plan with the reason', async () => {
    const run = await waiting();
    await expect(harness.as('dan').reject(run, 'no')).rejects.toThrow(
      'are approved by',
    );
    const rejected = await harness.as('ada').reject(run, 'Wrong region');
    expect(rejected.state).toBe('discarded');
    expect(stageOf(rejected)).toBe(
      'Rejected by user:default/ada: Wrong region',
    );
    await expect(harness.as('ben').approve(run)).rejects.toThrow(
      'does not wait',
    );
  });

  it('supersedes an older plan that waits', async () => {
    const older = await waiting();
    await harness.as('ada').approve(older);
    const newer = await waiting();
    const gone = await harness.run(older);
    expect(gone).toMatchObject({
      state: 'discarded',
      successor: { runId: newer.id, number: 2, why: 'superseded' },
    });
    expect(stageOf(gone)).toBe('Superseded by the plan of run #2');
    await expect(harness.as('ben').approve(older)).rejects.toThrow();
  });

  it('approves one plan of an environment at a time', async () => {
    const first = await waiting();
    await harness.as('ada').approve(first);
    const held = harness.engine.hold();
    await harness.as('ben').approve(first);
    await held.started;
    // Planned beside the apply, by a worker that did not see it coming.
    await harness.knex('iac_runs').insert({
      ...(await harness.knex('iac_runs').where('id', first.id).first()),
      seq: 99,
      id: 'other',
      number: 99,
      state: 'awaiting_approval',
      lease_ticket: null,
    });
    const other = await harness.run({ ...first, id: 'other' });
    await harness.as('cyd').approve(other);
    await expect(harness.as('ben').approve(other)).rejects.toThrow(
      "Run #1 of environment 'production' is 'applying' already",
    );
    expect((await harness.as('ben').looksAt(other)).given).toBe(1);

    held.release();
    await harness.reaches(first, 'applied');
    // Its plan was made for a state that is gone.
    const stale = await harness.run(other);
    expect(stale).toMatchObject({
      state: 'discarded',
      successor: { why: 'replanned' },
      error: { message: 'Run #1 was applied since this plan was made' },
    });
    const next = await harness.parts.runs.get(stale.successor!.runId);
    expect(next).toMatchObject({
      trigger: 'replan',
      createdBy: 'user:default/dan',
      predecessor: { number: 99 },
    });
  });

  it('plans again what went stale, and applies nothing', async () => {
    harness.engine.script = {
      changes: 1,
      failApply: new StalePlanError('The state has moved from 1 to 2'),
    };
    const run = await harness.as('dan').planAndApply('production', {
      reason: 'Release',
      ticket: 'CHG-1',
      ref: 'release',
    });
    await harness.reaches(run, 'awaiting_approval');
    await harness.as('ada').approve(run);
    await harness.as('ben').approve(run);
    const dead = await harness.reaches(run, 'discarded');
    expect(dead).toMatchObject({
      error: {
        message: 'The state has moved from 1 to 2',
        nextStep: 'Review the new plan, run #2.',
      },
      successor: { number: 2, why: 'replanned' },
    });
    const next = await harness.parts.runs.get(dead.successor!.runId);
    expect(next).toMatchObject({
      trigger: 'replan',
      operation: 'plan-and-apply',
      ref: 'release',
      reason: 'Release',
      ticket: 'CHG-1',
      createdBy: 'user:default/dan',
      predecessor: { runId: run.id, number: 1 },
    });
    const waits = await harness.reaches(next, 'awaiting_approval');
    expect((await harness.as('ada').looksAt(waits)).given).toBe(0);
  });

  it('gives up when plans go stale one after the other', async () => {
    harness.protect('staging', { apply: 'auto' });
    harness.engine.script = {
      changes: 1,
      failApply: new StalePlanError('Something moves'),
    };
    let run = await harness.as('dan').planAndApply('staging');
    for (let count = 0; count < 5; count += 1) {
      const dead = await harness.reaches(run, 'discarded');
      run = await harness.parts.runs.get(dead.successor!.runId);
    }
    const last = await harness.reaches(run, 'discarded');
    expect(last.successor).toBeUndefined();
    expect(last.error?.nextStep).toContain('Find out what keeps moving');
  });

  it('looks again before it applies: who may approve today', async () => {
    const run = await waiting();
    await harness.as('ada').approve(run);
    harness.people.leave('ada');
    const back = await harness.as('ben').approve(run);
    expect(back.state).toBe('awaiting_approval');
    await idle();
    const approved = await harness.as('cyd').approve(run);
    expect(approved.state).toBe('approved');
    harness.people.leave('ben');
    harness.work();
    const dead = await harness.reaches(run, 'discarded');
    expect(dead.error?.message).toBe(
      '1 of 2 approvals count: user:default/ben may no longer approve, user:default/ada may no longer approve',
    );
    expect(harness.engine.applies).toHaveLength(0);
  });

  it('takes a catalog that is away for no answer, and never for a yes', async () => {
    const run = await waiting();
    await harness.as('ada').approve(run);
    harness.people.away = true;
    await expect(harness.as('ben').approve(run)).rejects.toThrow(
      'the catalog does not answer',
    );
    harness.people.away = false;
    await idle();
    await harness.as('ben').approve(run);
    harness.people.away = true;
    await harness.minutePasses();
    expect((await harness.run(run)).state).toBe('approved');
    harness.work();
    const dead = await harness.reaches(run, 'discarded');
    expect(dead.error?.message).toContain('the catalog does not answer');
    expect(harness.engine.applies).toHaveLength(0);
  });

  it('asks for one approval more, and the name, where something guarded goes', async () => {
    harness.protect('production', {
      guardedResources: ['sandbox_data*'],
      approvals: { required: 1 },
    });
    harness.engine.script = { changes: 1, destroys: 1 };
    const run = await waiting();
    expect(await harness.as('ada').looksAt(run)).toMatchObject({
      required: 2,
      typeName: true,
      guardedChanges: [
        { address: 'sandbox_database.old[0]', action: 'delete' },
      ],
    });
    await expect(harness.as('ada').approve(run)).rejects.toThrow(
      "The plan destroys or replaces 'sandbox_database.old[0]'",
    );
    const confirm = 'production';
    await harness.as('ada').approve(run, { confirm });
    await harness.as('ben').approve(run, { confirm });
    await harness.reaches(run, 'applied');
  });

  it('applies without a person where that is allowed, and asks for guarded things', async () => {
    harness.protect('staging', {
      apply: 'auto',
      guardedResources: ['sandbox_database'],
    });
    const run = await harness.as('dan').planAndApply('staging');
    const applied = await harness.reaches(run, 'applied');
    expect(stageOf(applied)).toBe('Applies without approval');
    harness.engine.script = { destroys: 1 };
    const guarded = await waiting('dan', 'staging');
    expect(stageOf(guarded)).toBe('0 of 1 approval');
  });

  it('refuses what an environment does not allow, before it plans', async () => {
    harness.protect('staging', {
      reasonRequired: true,
      ticket: { required: true, pattern: 'CHG-[0-9]+' },
    });
    const dan = harness.as('dan');
    const reason = 'Because';
    await expect(dan.planAndApply('staging')).rejects.toThrow('needs a reason');
    await expect(dan.planAndApply('staging', { reason })).rejects.toThrow(
      "needs a ticket for each run that changes something, one that matches 'CHG-[0-9]+'",
    );
    await expect(
      dan.planAndApply('staging', { reason, ticket: 'xCHG-1' }),
    ).rejects.toThrow("'xCHG-1' is not one of");
    await harness.plan('staging');
    const run = await dan.planAndApply('staging', { reason, ticket: 'CHG-1' });
    expect(run.ticket).toBe('CHG-1');
    await idle();
    harness.protect('staging', { apply: 'never' });
    await expect(
      dan.planAndApply('staging', { reason, ticket: 'CHG-1' }),
    ).rejects.toThrow('only planned, never applied');
  });

  it('holds a plan to the rules of today when it is planned', async () => {
    await idle();
    const run = await harness.as('dan').planAndApply('staging');
    harness.protect('staging', { reasonRequired: true });
    harness.work();
    expect((await harness.reaches(run, 'errored')).error?.message).toContain(
      'needs a reason',
    );
    expect(harness.engine.plans).toHaveLength(0);
  });

  it('shows a freeze, lets people approve, and lets nothing through', async () => {
    harness.protect('production', {
      freezeWindows: [
        {
          title: 'For ever',
          timezone: 'UTC',
          from: '2020-01-01T00:00',
          to: '2120-01-01T00:00',
        },
      ],
    });
    const run = await waiting();
    expect(
      (await harness.readiness('production')).environment.protection,
    ).toMatchObject({
      freeze: { title: 'For ever' },
      freezeWindows: [
        { when: 'from 2020-01-01 00:00 to 2120-01-01 00:00 (UTC)' },
      ],
    });
    await idle();
    await harness.as('ada').approve(run);
    const approved = await harness.as('ben').approve(run);
    expect(approved.state).toBe('approved');
    expect((await harness.as('ben').looksAt(run)).freeze).toMatchObject({
      title: 'For ever',
    });
    expect(
      await harness.parts.gate.refusalOf(await harness.run(run)),
    ).toContain("The freeze 'For ever' began");
  });

  it('breaks the glass with two people, and wants it reviewed', async () => {
    harness.protect('production', {
      freezeWindows: [
        {
          title: 'For ever',
          timezone: 'UTC',
          from: '2020-01-01T00:00',
          to: '2120-01-01T00:00',
        },
      ],
    });
    const run = await waiting();
    await expect(harness.as('ben').confirmBreakGlass(run)).rejects.toThrow(
      'waits for this',
    );
    const asked = await harness.as('dan').breakGlass(run, 'Site is down');
    expect(asked).toMatchObject({
      state: 'awaiting_approval',
      breakGlass: { requestedBy: 'user:default/dan', reason: 'Site is down' },
    });
    await expect(harness.as('ben').breakGlass(run, 'too')).rejects.toThrow(
      'asked for already',
    );
    await expect(harness.as('dan').confirmBreakGlass(run)).rejects.toThrow(
      'another person must confirm',
    );
    await harness.as('ben').confirmBreakGlass(run);
    const applied = await harness.reaches(run, 'applied');
    expect(applied.approvedBy).toBe('user:default/ben');
    expect(stageOf(applied)).toBe(
      'Break-glass by user:default/dan, confirmed by user:default/ben',
    );
    const { verdict, reasons } = await harness.readiness('production');
    expect(verdict).toBe('BLOCKED');
    expect(
      reasons.find(({ checkId }) => checkId === 'breakglass.reviewed'),
    ).toMatchObject({
      next: { step: 'review-break-glass' },
      runId: run.id,
      summary: expect.stringContaining('Site is down'),
    });
    await expect(
      harness.as('dan').reviewBreakGlass(run, 'Fine'),
    ).rejects.toThrow('another person must review');
    await harness.as('ada').reviewBreakGlass(run, 'Was right');
    await expect(
      harness.as('ada').reviewBreakGlass(run, 'Again'),
    ).rejects.toThrow('waits for this');
    expect(await harness.troubles('production')).not.toContain(
      'breakglass.reviewed',
    );
  });

  it('lets a break-glass request lapse', async () => {
    const run = await waiting();
    await harness.as('dan').breakGlass(run, 'Site is down');
    await harness.minutePasses(3601);
    expect((await harness.run(run)).breakGlass).toBeUndefined();
    await expect(harness.as('ben').confirmBreakGlass(run)).rejects.toThrow(
      'waits for this',
    );
    harness.protect('production', { breakGlass: undefined });
    await expect(harness.as('dan').breakGlass(run, 'x')).rejects.toThrow(
      'has no break-glass',
    );
  });
});
