import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { PlanDigests } from '@backstage-iac/plugin-iac-common';
import {
  ScriptedIac,
  type Scene,
  type Script,
} from '../__testUtils__/ScriptedIac';
import { StepHarness, TestClock } from '../__testUtils__/StepHarness';
import { createIacApplyAction } from './apply';

const digests: PlanDigests = {
  planFile: 'aa',
  variableSet: 'bb',
  approval: 'cc',
};

const PLANNED: Scene = {
  run: { state: 'awaiting_approval', hasChanges: true, digests },
  log: ['Plan: 1 to create'],
};

const APPLIED: Scene = { run: { state: 'applied' }, log: ['Apply complete'] };

function applying(...scripts: Script[]) {
  const iac = new ScriptedIac(...scripts);
  const clock = new TestClock();
  const action = createIacApplyAction({
    iac: iac.asService(),
    appBaseUrl: 'https://portal.example.com',
    clock,
  });
  return { action, clock, iac };
}

describe('iac:apply', () => {
  it('approves the plan that it saw, and waits for its apply', async () => {
    const { action, iac } = applying([
      PLANNED,
      PLANNED,
      { run: { state: 'applying' }, log: ['Creating'] },
      APPLIED,
    ]);
    const step = new StepHarness();

    await step.run(action, { environment: 'staging', approve: true });

    expect(iac.created[0].operation).toBe('plan-and-apply');
    expect(iac.approved).toEqual([{ runId: 'run-1', digest: 'cc' }]);
    expect(step.outputs.state).toBe('applied');
    expect(step.lines).toContain('Apply complete');
  });

  it('waits for people unless told to approve, and tells them where', async () => {
    const { action, iac } = applying([
      PLANNED,
      { run: {} },
      { run: {} },
      APPLIED,
    ]);
    const step = new StepHarness();

    await step.run(action, { environment: 'production' });

    expect(iac.approved).toEqual([]);
    expect(step.outputs.state).toBe('applied');
    expect(
      step.lines.filter(line => line.startsWith('Waiting for approval')),
    ).toEqual([
      'Waiting for approval of the plan (no changes): https://portal.example.com/iac/runs/run-1',
    ]);
  });

  it.each([
    [new NotAllowedError('Not yours to approve'), 'You may not approve'],
    [new ConflictError('Already approved'), 'The plan was not approved'],
  ])('goes on waiting after %s', async (error, line) => {
    const { action, iac } = applying([PLANNED, { run: {} }, APPLIED]);
    iac.onApprove = () => {
      throw error;
    };
    const step = new StepHarness();

    await step.run(action, { environment: 'production', approve: true });

    expect(step.outputs.state).toBe('applied');
    expect(step.lines.join('\n')).toContain(line);
  });

  it('gives up when nobody approves in time, and leaves the plan to them', async () => {
    const { action, iac } = applying([PLANNED]);

    await expect(
      new StepHarness().run(action, {
        environment: 'production',
        timeout: { minutes: 1 },
      }),
    ).rejects.toThrow(
      "Run #1 of environment 'production' still waits for approval, and the step's time is over. Approve or discard the plan at https://portal.example.com/iac/runs/run-1, then run the template again",
    );
    expect(iac.canceled).toEqual([]);
  });

  it.each([
    ['discarded', 'was discarded and not applied'],
    ['policy_failed', 'was refused by a policy'],
    ['outcome_unknown', 'nobody knows yet what it changed'],
  ] as const)('fails when the run ends as %s', async (state, message) => {
    const { action } = applying([{ run: { state } }]);
    const step = new StepHarness();
    await expect(
      step.run(action, { environment: 'production' }),
    ).rejects.toThrow(message);
  });

  it('goes on with the run that plans again, and says who must approve', async () => {
    const { action, iac } = applying(
      [
        {
          run: {
            state: 'discarded',
            error: { message: 'The state has moved' },
            successor: { runId: 'run-2', number: 2, why: 'replanned' },
          },
        },
      ],
      [PLANNED, PLANNED, APPLIED],
    );
    iac.approval = {
      required: 2,
      given: 1,
      approvers: ['group:default/leads'],
    };
    const step = new StepHarness();

    await step.run(action, { environment: 'staging', ticket: 'CHG-1' });

    expect(iac.created).toMatchObject([{ ticket: 'CHG-1' }]);
    expect(step.outputs).toMatchObject({ runId: 'run-2', state: 'applied' });
    expect(step.lines).toContain(
      'The plan has 1 of 2 approvals; approvers are group:default/leads',
    );
    expect(step.lines.join()).toContain('was planned again as run #2');
  });

  it('says that a newer plan took its place', async () => {
    const { action } = applying([
      {
        run: {
          state: 'discarded',
          successor: { runId: 'run-2', number: 2, why: 'superseded' },
        },
      },
    ]);
    await expect(
      new StepHarness().run(action, { environment: 'production' }),
    ).rejects.toThrow('gave way to a newer plan, run #2, and was not applied');
  });

  it('succeeds when there is nothing to apply', async () => {
    const { action } = applying([
      { run: { state: 'planned_and_finished', hasChanges: false } },
    ]);
    const step = new StepHarness();

    await step.run(action, { environment: 'staging', approve: true });

    expect(step.outputs).toMatchObject({
      state: 'planned_and_finished',
      hasChanges: false,
    });
  });

  it('never repeats an apply that has begun, not even by a retry', async () => {
    const { action, iac } = applying(
      [
        PLANNED,
        {
          run: {
            state: 'errored',
            stages: [{ name: 'apply', status: 'failed' }],
            error: { message: 'Quota exceeded' },
          },
        },
      ],
      [APPLIED],
    );
    const step = new StepHarness();
    const input = { environment: 'production', approve: true };
    await expect(step.run(action, input)).rejects.toThrow('Quota exceeded');

    await expect(step.run(action, input)).rejects.toThrow('Quota exceeded');

    expect(iac.created).toHaveLength(1);
    expect(iac.approved).toHaveLength(1);
  });

  it('plans anew on a retry when the run failed before anything was applied', async () => {
    const { action } = applying(
      [
        {
          run: {
            state: 'errored',
            stages: [{ name: 'plan', status: 'failed' }],
          },
        },
      ],
      [APPLIED],
    );
    const step = new StepHarness();
    await expect(step.run(action, { environment: 'staging' })).rejects.toThrow(
      /failed/,
    );

    await step.run(action, { environment: 'staging' });

    expect(step.outputs).toMatchObject({ runId: 'run-2', state: 'applied' });
  });

  it('refuses to approve a plan that it does not wait for', async () => {
    const { action, iac } = applying();

    await expect(
      new StepHarness().run(action, {
        environment: 'staging',
        approve: true,
        wait: false,
      }),
    ).rejects.toThrow("'approve: true' needs 'wait: true'");
    expect(iac.created).toEqual([]);
  });
});
