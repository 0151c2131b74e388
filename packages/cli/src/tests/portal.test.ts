import type { PlanSummary } from '@backstage-iac/plugin-iac-common';
import { Portal } from '../__testUtils__/Portal';
import { Workplace } from '../__testUtils__/Workplace';

jest.setTimeout(60_000);

const summary: PlanSummary = {
  formatVersion: '1.2',
  terraformVersion: '1.11.4',
  hasChanges: true,
  applyable: true,
  complete: true,
  errored: false,
  counts: {
    create: 1,
    update: 0,
    delete: 0,
    replace: 0,
    read: 0,
    noop: 0,
    import: 0,
    move: 0,
    forget: 0,
    outputs: 0,
    deferred: 0,
    drifted: 0,
    failedChecks: 0,
  },
  changes: [
    {
      address: 'terraform_data.web',
      type: 'terraform_data',
      name: 'web',
      mode: 'managed',
      provider: 'terraform.io/builtin/terraform',
      action: 'create',
      attributes: [],
    },
  ],
  drift: [],
  outputs: [],
  checks: [],
};

describe('iac on a portal', () => {
  let workplace: Workplace;
  let portal: Portal;

  const open = async (script: Parameters<typeof Portal.open>[0]) => {
    portal = await Portal.open(script);
  };

  beforeEach(() => {
    workplace = Workplace.create({});
  });

  afterEach(async () => {
    workplace.remove();
    await portal.close();
  });

  it('plans there, through a short outage, and exits as a local plan does', async () => {
    await open({
      states: ['planning', 'planned_and_finished'],
      ending: { hasChanges: true },
      summary,
    });
    portal.outages = 1;

    const plan = await workplace.iac('plan staging --ref v2 --verbose', {
      env: portal.env,
    });
    expect(plan).toMatchObject({ exitCode: 2 });
    expect(plan.stdout).toContain('terraform_data.web');
    expect(plan.stderr).toContain('The portal does not answer; trying again');
    expect(plan.stderr).toContain('    refreshing\n');
    expect(plan.stderr).toContain('✔ plan        1m05s\n');
    expect(portal.created).toEqual([
      {
        environment: 'staging',
        operation: 'plan-only',
        ref: 'v2',
        trigger: 'cli',
        idempotencyKey: expect.any(String),
      },
    ]);
    expect([...portal.tokens]).toEqual(['Bearer operator-token']);
  });

  it('approves exactly the plan it showed, and waits for the end', async () => {
    await open({
      states: ['planning', 'awaiting_approval'],
      afterApproval: ['applying', 'applied'],
      summary,
    });

    const apply = await workplace.iac('apply staging --confirm staging', {
      env: portal.env,
    });
    expect(apply).toMatchObject({ exitCode: 0 });
    expect(apply.stdout).toContain("Applied to 'staging' by run #7");
    expect(apply.stderr).toContain('    creating web\n');
    expect(apply.stderr).not.toContain('refreshing');
    expect(portal.requests).toContain('POST /runs/run-7/approve');
  });

  it('says what the plan still waits for, and goes on with the run that plans again', async () => {
    await open({
      states: ['awaiting_approval'],
      refusal: 'You asked for run #7, so another person must approve the plan',
      approval: { given: 1, required: 2, approvers: ['group:default/leads'] },
      afterApproval: ['approved', 'discarded'],
      ending: {
        error: { message: 'The state has moved' },
        successor: { runId: 'run-8', number: 8, why: 'replanned' },
      },
      summary,
    });

    const apply = await workplace.iac(
      'apply staging --confirm staging --reason Release --ticket CHG-1',
      { env: portal.env },
    );
    expect(apply).toMatchObject({ exitCode: 0 });
    expect(apply.stderr).toContain('another person must approve the plan');
    expect(apply.stderr).toContain(
      'The plan has 1 of 2 approvals; approvers are group:default/leads',
    );
    expect(apply.stderr).toContain('Planned again as run #8');
    expect(apply.stdout).toContain("Applied to 'staging' by run #8");
    expect(portal.created[0]).toMatchObject({
      reason: 'Release',
      ticket: 'CHG-1',
    });
  });

  it('says that a newer plan took its place', async () => {
    await open({
      states: ['discarded'],
      ending: { successor: { runId: 'run-8', number: 8, why: 'superseded' } },
    });

    const apply = await workplace.iac('apply staging --confirm staging', {
      env: portal.env,
    });
    expect(apply).toMatchObject({ exitCode: 1 });
    expect(apply.stderr).toContain('the newer plan of run #8 took its place');
  });

  it('discards the plan that nobody confirmed', async () => {
    await open({ states: ['awaiting_approval'], summary });

    const apply = await workplace.iac('apply staging', { env: portal.env });
    expect(apply).toMatchObject({ exitCode: 1 });
    expect(apply.stderr).toContain('set CONFIRM=staging');
    expect(portal.requests).toContain('POST /runs/run-7/discard');
    expect(portal.requests).not.toContain('POST /runs/run-7/approve');
  });

  it('exits with 2 on drift', async () => {
    await open({
      states: ['planned_and_finished'],
      summary,
      drift: {
        status: 'drifted',
        outsideChanges: [{ ...summary.changes[0], action: 'delete' }],
        undeployedChanges: 0,
        failedChecks: [],
      },
    });

    expect(
      await workplace.iac('drift staging', { env: portal.env }),
    ).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('- terraform_data.web deleted'),
    });
  });

  it('fails when the run fails, with its reason and next step', async () => {
    await open({
      states: ['errored'],
      ending: {
        error: { message: 'Bucket is gone', nextStep: 'Make the bucket.' },
      },
    });

    const plan = await workplace.iac('plan staging', { env: portal.env });
    expect(plan).toMatchObject({ exitCode: 1 });
    expect(plan.stderr).toContain(
      "Error: Run #7 ended as 'errored': Bucket is gone\nNext:  Make the bucket.\n",
    );
  });

  it('cancels the run on Ctrl-C, and still waits for its end', async () => {
    await open({ states: ['applying'], afterCancel: ['applying', 'canceled'] });

    const apply = await workplace.iac('apply staging --confirm staging', {
      env: portal.env,
      onProgress: (stderr, interrupt) => {
        if (/creating web/.test(stderr) && !/Stopping/.test(stderr)) {
          interrupt();
        }
      },
    });
    expect(apply).toMatchObject({ exitCode: 1 });
    expect(apply.stderr).toContain("Error: Run #7 ended as 'canceled'");
    expect(portal.requests.filter(path => /cancel/.test(path))).toEqual([
      'POST /runs/run-7/cancel',
    ]);
  });

  it('says where it looked for the portal', async () => {
    await open({ states: [] });
    await portal.close();

    const plan = await workplace.iac('plan staging', { env: portal.env });
    expect(plan).toMatchObject({ exitCode: 1 });
    expect(plan.stderr).toContain('Error: Cannot reach the portal at');
    expect(plan.stderr).toContain('ECONNREFUSED');
  });

  it('needs to know the environment, and a token', async () => {
    await open({ states: [] });

    const unknown = await workplace.iac('plan qa', { env: portal.env });
    expect(unknown).toMatchObject({ exitCode: 1 });
    expect(unknown.stderr).toContain("No environment named 'qa'");

    const anonymous = await workplace.iac('plan staging', {
      env: { ...portal.env, IAC_PORTAL_TOKEN: '' },
    });
    expect(anonymous).toMatchObject({ exitCode: 1 });
    expect(anonymous.stderr).toContain(
      'IAC_PORTAL_URL is set, but IAC_PORTAL_TOKEN is not',
    );
  });
});
