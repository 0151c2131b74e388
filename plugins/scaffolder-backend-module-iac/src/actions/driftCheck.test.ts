import type { Run } from '@backstage-iac/plugin-iac-common';
import { ScriptedIac } from '../__testUtils__/ScriptedIac';
import { StepHarness, TestClock } from '../__testUtils__/StepHarness';
import { createIacDriftCheckAction } from './driftCheck';

function checking(drift: Run['drift']) {
  const iac = new ScriptedIac([
    { run: { state: 'planning' } },
    { run: { state: 'planned_and_finished', drift } },
  ]);
  return createIacDriftCheckAction({
    iac: iac.asService(),
    appBaseUrl: 'https://portal.example.com',
    clock: new TestClock(),
  });
}

const DRIFTED: Run['drift'] = {
  status: 'drifted',
  outsideChanges: 2,
  undeployedChanges: 1,
  failedChecks: 0,
};

describe('iac:drift:check', () => {
  it('says what has drifted, apart from what was never applied', async () => {
    const step = new StepHarness();

    await step.run(checking(DRIFTED), { environment: 'staging' });

    expect(step.outputs).toMatchObject({
      drift: 'drifted',
      driftedResources: 2,
      undeployedChanges: 1,
    });
    expect(step.lines.at(-1)).toBe(
      "Environment 'staging' has drifted: 2 resources were changed outside Terraform, and 0 of its checks fail",
    );
  });

  it('fails on drift when told so', async () => {
    await expect(
      new StepHarness().run(checking(DRIFTED), {
        environment: 'staging',
        failOnDrift: true,
      }),
    ).rejects.toThrow('Review it at https://portal.example.com/iac/runs/run-1');
    await new StepHarness().run(
      checking({ ...DRIFTED, status: 'clean', outsideChanges: 0 }),
      { environment: 'staging', failOnDrift: true },
    );
  });

  it('does not call a missing answer clean', async () => {
    const step = new StepHarness();

    await step.run(checking(undefined), { environment: 'staging' });

    expect(step.outputs.drift).toBe('unknown');
  });
});
