import type {
  ReadinessDetail,
  ReadinessVerdict,
} from '@backstage-iac/plugin-iac-common';
import { Portal } from '../__testUtils__/Portal';
import { Workplace } from '../__testUtils__/Workplace';

jest.setTimeout(60_000);

function readiness(verdict: ReadinessVerdict): ReadinessDetail {
  return {
    environment: 'staging',
    tier: 'staging',
    verdict,
    readyFor: {
      plan: 'READY',
      apply: 'READY',
      promote: verdict,
      rollback: 'READY',
    },
    reasonCount: 1,
    reasons: [
      {
        verdict,
        kind: 'failed',
        checkId: 'drift.current',
        summary: '2 resources were changed outside Terraform',
        message: 'Drift: 2 resources were changed outside Terraform\u001b[2J',
        next: { label: 'Review the drift' },
        purposes: ['promote'],
      },
    ],
    groups: { drift: 'fail' },
    counts: {
      fail: 1,
      error: 0,
      stale: 0,
      unknown: 1,
      warn: 0,
      waived: 0,
      pass: 9,
      'not-applicable': 2,
    },
    drift: { status: 'drifted', count: 2 },
    since: '2026-11-23T10:00:00.000Z',
    evaluatedAt: '2026-11-23T10:00:00.000Z',
    policyVersion: 1,
    checks: [],
  };
}

describe('iac readiness', () => {
  let workplace: Workplace;

  beforeEach(() => {
    workplace = Workplace.create({ 'app-config.yaml': 'iac: {}\n' });
  });

  afterEach(() => workplace.remove());

  async function ask(command: string, verdict: ReadinessVerdict) {
    const portal = await Portal.open({
      states: [],
      readiness: readiness(verdict),
    });
    try {
      return await workplace.iac(command, { env: portal.env });
    } finally {
      await portal.close();
    }
  }

  it('prints verdict, reasons and next steps, and exits by the verdict', async () => {
    const blocked = await ask('readiness staging', 'BLOCKED');
    expect(blocked.exitCode).toBe(4);
    expect(blocked.stdout).toContain("'staging' is BLOCKED");
    expect(blocked.stdout).toContain(
      'BLOCKED: Drift: 2 resources were changed outside Terraform\\u001b',
    );
    expect(blocked.stdout).toContain('next: Review the drift');
    expect((await ask('readiness staging', 'UNPROVEN')).exitCode).toBe(3);
    expect((await ask('readiness staging', 'AT_RISK')).exitCode).toBe(2);
    expect((await ask('readiness staging', 'READY')).exitCode).toBe(0);
  });

  it('asks for one purpose, and prints JSON', async () => {
    const plan = await ask('readiness staging --for plan --json', 'BLOCKED');
    expect(plan.exitCode).toBe(0);
    expect(JSON.parse(plan.stdout)).toMatchObject({ verdict: 'BLOCKED' });
    expect(
      (await ask('readiness staging --for promote', 'BLOCKED')).exitCode,
    ).toBe(4);
    expect((await ask('readiness staging --for fun', 'READY')).exitCode).toBe(
      1,
    );
  });

  it('says what is missing, as an error', async () => {
    const unknown = await ask('readiness nowhere', 'READY');
    expect(unknown.exitCode).toBe(1);
    expect(unknown.stderr).toContain("No environment named 'nowhere'");
    const local = await workplace.iac('readiness staging');
    expect(local.exitCode).toBe(1);
    expect(local.stderr).toContain('IAC_PORTAL_URL');
  });
});
