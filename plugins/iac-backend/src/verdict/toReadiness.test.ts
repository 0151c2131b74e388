import type { EnvironmentFacts, Run } from '@backstage-iac/plugin-iac-common';
import { toReadiness } from './toReadiness';

const RUN: Run = {
  id: 'run-1',
  number: 1,
  environment: 'staging',
  operation: 'plan-only',
  state: 'planned_and_finished',
  trigger: 'user',
  createdBy: 'user:default/ada',
  createdAt: '2026-11-24T10:00:00.000Z',
  commit: { commit: 'a1b2c3d4', dirty: false },
  stages: [{ name: 'plan', status: 'passed' }],
  tool: { product: 'terraform', version: '1.11.4' },
  statePosition: { lineage: 'one', serial: 1 },
  attempt: 1,
};

describe('toReadiness', () => {
  it('tells runs that have ended in short, and those under way as they are', () => {
    const active: Run = { ...RUN, id: 'run-2', number: 2, state: 'planning' };
    const facts = {
      environment: { name: 'staging' },
      drift: { status: 'unknown' },
      lastRun: active,
      lastPlan: RUN,
      lastAttempt: RUN,
      activeRuns: [active],
    } as unknown as EnvironmentFacts;
    const { stages, tool, statePosition, ...short } = RUN;
    const told = toReadiness(facts, {
      verdict: 'READY',
      readyFor: {
        plan: 'READY',
        apply: 'READY',
        promote: 'READY',
        rollback: 'READY',
      },
      reasons: [],
      standings: [],
      waivers: [],
      since: '2026-11-24T10:00:00.000Z',
    });
    expect(told.lastPlan).toEqual(short);
    expect(told.lastApply).toBeUndefined();
    expect(told).not.toHaveProperty('lastAttempt');
    expect(told.activeRuns).toEqual([active]);
    expect(told.verdict).toBe('READY');
  });
});
