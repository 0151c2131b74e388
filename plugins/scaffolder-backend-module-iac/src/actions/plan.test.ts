import { NotAllowedError } from '@backstage/errors';
import { ScriptedIac, type Script } from '../__testUtils__/ScriptedIac';
import { StepHarness, TestClock } from '../__testUtils__/StepHarness';
import { createIacPlanAction } from './plan';

const counts = {
  create: 2,
  update: 0,
  delete: 0,
  replace: 1,
  read: 0,
  noop: 0,
  import: 0,
  move: 0,
  forget: 0,
  outputs: 0,
  deferred: 0,
  drifted: 0,
  failedChecks: 0,
};

const GOOD_PLAN: Script = [
  { run: { state: 'fetching' }, log: ['Fetching infra'] },
  { run: { state: 'planning' }, log: ['Initializing', 'Planning'] },
  {
    run: {
      state: 'planned_and_finished',
      hasChanges: true,
      counts,
      commit: { commit: 'f'.repeat(40), dirty: false },
    },
    log: ['Plan: 2 to create, 1 to replace'],
  },
];

const BAD_PLAN: Script = [
  {
    run: {
      state: 'errored',
      error: {
        message: "Variable 'region' has no value.",
        nextStep: "Set 'iac.environments.staging.variables.region'.",
      },
    },
    log: ['Error: No value for required variable'],
  },
];

function planning(...scripts: Script[]) {
  const iac = new ScriptedIac(...scripts);
  const clock = new TestClock();
  const action = createIacPlanAction({
    iac: iac.asService(),
    appBaseUrl: 'https://portal.example.com/',
    clock,
  });
  return { action, clock, iac };
}

describe('iac:plan', () => {
  it('plans, passes each line of the log on once, and says what it found', async () => {
    const { action, iac } = planning(GOOD_PLAN);
    const step = new StepHarness();

    await step.run(action, { environment: 'staging', ref: 'main' });

    expect(iac.created).toEqual([
      {
        environment: 'staging',
        operation: 'plan-only',
        ref: 'main',
        reason: "Scaffolder task 'task-1'",
        trigger: 'scaffolder',
        idempotencyKey: expect.stringMatching(
          /^scaffolder:task-1:[0-9a-f]{32}:1$/,
        ),
      },
    ]);
    expect(step.lines).toEqual([
      "Run #1 of environment 'staging' (plan-only): https://portal.example.com/iac/runs/run-1",
      'Fetching infra',
      'Initializing',
      'Planning',
      'Plan: 2 to create, 1 to replace',
      "Run #1 of environment 'staging' ended as 'planned_and_finished': 2 to create, 1 to replace",
    ]);
    expect(step.outputs).toEqual({
      runId: 'run-1',
      runUrl: 'https://portal.example.com/iac/runs/run-1',
      state: 'planned_and_finished',
      hasChanges: true,
      counts,
      commit: 'f'.repeat(40),
    });
  });

  it('fails as the run failed, with the next step', async () => {
    const { action } = planning(BAD_PLAN);
    const step = new StepHarness();

    await expect(step.run(action, { environment: 'staging' })).rejects.toThrow(
      "Run #1 of environment 'staging' failed: Variable 'region' has no value. Next: Set 'iac.environments.staging.variables.region'. See https://portal.example.com/iac/runs/run-1",
    );
    expect(step.lines).toContain('Error: No value for required variable');
  });

  it('starts nothing in a dry run', async () => {
    const { action, iac } = planning();
    const step = new StepHarness({ isDryRun: true });

    await step.run(action, { environment: 'staging' });

    expect(iac.created).toEqual([]);
    expect(step.outputs).toMatchObject({ runId: 'dry-run', state: 'dry-run' });
  });

  it('does not wait when told so', async () => {
    const { action } = planning([{ run: { state: 'pending' } }]);
    const step = new StepHarness();

    await step.run(action, { environment: 'staging', wait: false });

    expect(step.outputs).toEqual({
      runId: 'run-1',
      runUrl: 'https://portal.example.com/iac/runs/run-1',
      state: 'pending',
    });
  });

  it('gives up after its time and leaves the run alone', async () => {
    const { action, clock, iac } = planning([{ run: { state: 'planning' } }]);

    await expect(
      new StepHarness().run(action, { environment: 'staging', timeout: '5m' }),
    ).rejects.toThrow(
      "Run #1 of environment 'staging' is still 'planning', and the step's time is over. It goes on by itself; follow it at https://portal.example.com/iac/runs/run-1",
    );
    expect(clock.now()).toBe(5 * 60_000);
    expect(iac.canceled).toEqual([]);

    await expect(
      new StepHarness().run(action, {
        environment: 'staging',
        timeout: 'soon',
      }),
    ).rejects.toThrow(/soon/);
  });

  it('cancels the run with the task', async () => {
    const { action, clock, iac } = planning([{ run: { state: 'planning' } }]);
    const step = new StepHarness();
    clock.onWait = () => step.cancellation.abort();

    await expect(step.run(action, { environment: 'staging' })).rejects.toThrow(
      "The task was cancelled, and Run #1 of environment 'staging' with it",
    );
    expect(iac.canceled).toEqual(['run-1']);
  });

  it('says so when the run could not be cancelled', async () => {
    const { clock, iac } = planning([{ run: { state: 'planning' } }]);
    const action = createIacPlanAction({
      iac: {
        ...iac.asService(),
        cancelRun: async () => {
          throw new NotAllowedError('Only platform leads may cancel');
        },
      },
      appBaseUrl: 'https://portal.example.com',
      clock,
    });
    const step = new StepHarness();
    clock.onWait = () => step.cancellation.abort();

    await expect(step.run(action, { environment: 'staging' })).rejects.toThrow(
      /was not and goes on: NotAllowedError: Only platform leads may cancel/,
    );
  });

  it('finds its run again when the task is recovered, with or without a checkpoint', async () => {
    const { action, iac } = planning([
      { run: { state: 'planning' } },
      ...GOOD_PLAN,
    ]);
    const step = new StepHarness();
    await step.run(action, { environment: 'staging', wait: false });

    await step.run(action, { environment: 'staging' });
    expect(iac.created).toHaveLength(1);
    expect(step.outputs.runId).toBe('run-1');

    step.forgetCheckpoints();
    await step.run(action, { environment: 'staging' });
    expect(iac.created[1]).toEqual(iac.created[0]);
    expect(step.outputs.runId).toBe('run-1');
  });

  it('plans anew when a failed task is retried', async () => {
    const { action, iac } = planning(BAD_PLAN, GOOD_PLAN);
    const step = new StepHarness();
    await expect(
      step.run(action, { environment: 'staging', wait: true }),
    ).rejects.toThrow(/failed/);

    await step.run(action, { environment: 'staging' });

    expect(step.outputs.runId).toBe('run-2');
    expect(iac.created[1].idempotencyKey).toBe(
      iac.created[0].idempotencyKey?.replace(/1$/, '2'),
    );
  });

  it('bears a portal that restarts, but not one that refuses', async () => {
    const { action, iac } = planning(GOOD_PLAN);
    const step = new StepHarness();
    iac.failures.push(
      new TypeError('fetch failed'),
      new TypeError('fetch failed'),
    );

    await step.run(action, { environment: 'staging' });
    expect(step.outputs.state).toBe('planned_and_finished');
    expect(step.lines).toContain(
      'The portal did not answer, trying again: TypeError: fetch failed',
    );

    iac.failures.push(new NotAllowedError('Not for you'));
    await expect(
      new StepHarness().run(action, { environment: 'staging' }),
    ).rejects.toThrow('Not for you');
  });
});
