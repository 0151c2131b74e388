import type {
  CheckWaiver,
  EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aRun, aWaitingRun } from '../../__testUtils__/fixtures';
import { ADA, GRACE } from '../../__testUtils__/people';
import { whatWaits, type WaitingKind } from './whatWaits';

const NOBODY = { decisions: new Set<string>() };
const failed = { state: 'errored', createdBy: GRACE } as const;

const waiver: CheckWaiver = {
  id: 'waiver',
  environment: 'staging',
  checkId: 'drift.current',
  state: 'expired',
  reason: 'The vendor repairs it on Monday',
  ticket: 'CHG-7',
  requestedBy: GRACE,
  requestedAt: '2026-03-01T00:00:00Z',
  expiresAt: '2026-03-02T00:00:00Z',
};

const staging = (changes: Partial<EnvironmentReadiness>) => ({
  ...aReadiness('ready'),
  ...changes,
});

describe('whatWaits', () => {
  it.each<[string, WaitingKind, Partial<EnvironmentReadiness>, boolean]>([
    ['a run that you started', 'failed', { lastRun: aRun(failed) }, true],
    [
      'a plan that somebody else started, against a policy',
      'failed',
      { lastRun: aRun({ state: 'policy_failed', createdBy: ADA }) },
      false,
    ],
    ['a waiver of yours that ended', 'waivers', { waivers: [waiver] }, true],
    [
      'your own request, which others decide',
      'waivers',
      { waivers: [{ ...waiver, state: 'requested' }] },
      false,
    ],
    [
      'an outcome that nobody knows',
      'unknown',
      { unclosed: [aRun({ state: 'outcome_unknown', createdBy: ADA })] },
      false,
    ],
    [
      'an apply against the rules',
      'breakGlass',
      { toReview: [aRun({ createdBy: GRACE })] },
      false,
    ],
  ])('sees %s', (_, kind, changes, isYours) => {
    const waiting = whatWaits([staging(changes)], { ...NOBODY, ref: GRACE });
    expect(waiting[kind]).toEqual([
      expect.objectContaining({ environment: 'staging', isYours, count: 1 }),
    ]);
  });

  it('leaves out a failure that a newer run has overtaken', () => {
    const readiness = staging({
      lastPlan: aRun(failed),
      lastRun: aRun({ state: 'planning' }),
    });
    expect(whatWaits([readiness], NOBODY).failed).toEqual([]);
  });

  it('counts a run that waits for approval as that, and not as under way', () => {
    const run = aWaitingRun({});
    const readiness = staging({ activeRuns: [run], awaitingApproval: [run] });
    const waiting = whatWaits([readiness], { decisions: new Set([run.id]) });
    expect(waiting.running).toEqual([]);
    expect(waiting.approvals).toMatchObject([{ isYours: true }]);
  });

  it('puts yours first, then goes by name', () => {
    const of = (name: string, createdBy: string): EnvironmentReadiness => ({
      ...aReadiness('ready', name),
      lastRun: aRun({ ...failed, createdBy }),
    });
    const waiting = whatWaits([of('c', ADA), of('b', ADA), of('d', GRACE)], {
      ...NOBODY,
      ref: GRACE,
    });
    expect(waiting.failed.map(({ environment }) => environment)).toEqual([
      'd',
      'b',
      'c',
    ]);
  });
});
