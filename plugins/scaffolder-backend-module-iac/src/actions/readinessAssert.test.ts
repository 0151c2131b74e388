import type {
  ReadinessDetail,
  ReadinessVerdict,
} from '@backstage-iac/plugin-iac-common';
import { ScriptedIac } from '../__testUtils__/ScriptedIac';
import { StepHarness, TestClock } from '../__testUtils__/StepHarness';
import { createIacReadinessAssertAction } from './readinessAssert';

function asserting(promote: ReadinessVerdict) {
  const iac = new ScriptedIac();
  const readyFor = {
    plan: 'READY',
    apply: 'READY',
    promote,
    rollback: 'READY',
  };
  iac.readiness.set('staging', {
    environment: 'staging',
    readyFor,
    reasons: [
      {
        verdict: promote,
        kind: 'failed',
        checkId: 'drift.current',
        message: 'Drift: 2 resources were changed outside Terraform',
        next: { label: 'Review the drift' },
        purposes: ['promote'],
      },
    ],
  } as unknown as ReadinessDetail);
  return createIacReadinessAssertAction({
    iac: iac.asService(),
    appBaseUrl: 'https://portal.example.com',
    clock: new TestClock(),
  });
}

describe('iac:readiness:assert', () => {
  it.each<[ReadinessVerdict, 'plan' | 'promote', 'AT_RISK'[], boolean]>([
    ['READY', 'promote', [], true],
    ['AT_RISK', 'promote', [], false],
    ['AT_RISK', 'promote', ['AT_RISK'], true],
    ['UNPROVEN', 'promote', ['AT_RISK'], false],
    ['BLOCKED', 'promote', ['AT_RISK'], false],
    ['BLOCKED', 'plan', [], true],
  ])(
    'promotion is %s: %s with %j goes on: %s',
    async (verdict, purpose, allow, goesOn) => {
      const step = new StepHarness();
      const done = step.run(asserting(verdict), {
        environment: 'staging',
        for: purpose,
        allow,
      });
      if (goesOn) await done;
      else {
        await expect(done).rejects.toThrow(
          `is ${verdict} for 'promote': Drift: 2 resources were changed outside Terraform (next: Review the drift). See https://portal.example.com/iac/environments/staging`,
        );
      }
      expect(step.outputs.verdict).toBe(
        purpose === 'promote' ? verdict : 'READY',
      );
    },
  );

  it('fails for an environment that does not exist', async () => {
    await expect(
      new StepHarness().run(asserting('READY'), {
        environment: 'nowhere',
        for: 'plan',
      }),
    ).rejects.toThrow("No environment found with name 'nowhere'");
  });
});
