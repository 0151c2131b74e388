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
  it.each<[ReadinessVerdict, 'plan' | 'promote', 'AT_RISK'[]]>([
    ['READY', 'promote', []],
    ['AT_RISK', 'promote', ['AT_RISK']],
    ['BLOCKED', 'plan', []],
  ])(
    'goes on when promotion is %s, for %s, with %j',
    async (verdict, purpose, allow) => {
      const step = new StepHarness();
      await step.run(asserting(verdict), {
        environment: 'staging',
        for: purpose,
        allow,
      });
      expect(step.outputs.verdict).toBe(
        purpose === 'promote' ? verdict : 'READY',
      );
    },
  );

  it.each<[ReadinessVerdict, 'AT_RISK'[]]>([
    ['AT_RISK', []],
    ['UNPROVEN', ['AT_RISK']],
    ['BLOCKED', ['AT_RISK']],
  ])('fails when promotion is %s, with %j', async (verdict, allow) => {
    const step = new StepHarness();
    await expect(
      step.run(asserting(verdict), {
        environment: 'staging',
        for: 'promote',
        allow,
      }),
    ).rejects.toThrow(
      `is ${verdict} for 'promote': Drift: 2 resources were changed outside Terraform (next: Review the drift). See https://portal.example.com/iac/environments/staging`,
    );
    expect(step.outputs.verdict).toBe(verdict);
  });

  it('fails for an environment that does not exist', async () => {
    await expect(
      new StepHarness().run(asserting('READY'), {
        environment: 'nowhere',
        for: 'plan',
      }),
    ).rejects.toThrow("No environment found with name 'nowhere'");
  });
});
