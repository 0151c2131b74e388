import { classifyDrift, emptySummary, summarizePlan } from '.';
import checksPlan from './__fixtures__/nested-check.json';
import driftPlan from './__fixtures__/drift.json';
import driftRefreshOnlyPlan from './__fixtures__/drift-refresh-only.json';
import everyChangePlan from './__fixtures__/every-change.json';
import noOpPlan from './__fixtures__/no-op.json';
import outputsPlan from './__fixtures__/outputs.json';
import { planWith, resourceWith } from './__fixtures__/plans';
import refreshOnlyPlan from './__fixtures__/refresh-only.json';

describe('classifyDrift', () => {
  it.each([
    ['drift that the plan puts back', driftPlan, 2, 0],
    ['drift that a refresh found', driftRefreshOnlyPlan, 2, 0],
    ['code that was not applied', everyChangePlan, 0, 17],
    ['an output that was not applied', outputsPlan, 0, 1],
    ['moves that were not applied', refreshOnlyPlan, 0, 4],
    ['a check that reads data', checksPlan, 0, 0],
    ['nothing', noOpPlan, 0, 0],
  ])('tells %s', (_, plan, outside, undeployed) => {
    const drift = classifyDrift(summarizePlan(plan));
    expect(drift.outsideChanges).toHaveLength(outside);
    expect(drift.undeployedChanges).toBe(undeployed);
    expect(drift.status).toBe(outside > 0 ? 'drifted' : 'clean');
  });

  it('is clean for an empty plan', () => {
    expect(classifyDrift(emptySummary({ terraformVersion: '1.11.4' }))).toEqual(
      {
        status: 'clean',
        outsideChanges: [],
        undeployedChanges: 0,
        failedChecks: [],
      },
    );
  });

  it('never mixes drift of one resource with undeployed changes of another', () => {
    const drift = classifyDrift(
      summarizePlan(
        planWith({
          resource_drift: [
            resourceWith(['update'], { before: { a: 1 }, after: { a: 2 } }),
          ],
          resource_changes: [
            resourceWith(['update'], { before: { a: 2 }, after: { a: 1 } }),
            resourceWith(['create'], {}, { address: 'sandbox_network.new' }),
          ],
        }),
      ),
    );
    expect(drift.outsideChanges.map(({ address }) => address)).toEqual([
      'sandbox_network.main',
    ]);
    expect(drift.undeployedChanges).toBe(1);
  });

  it('recognizes a drifted resource that moves', () => {
    const drift = classifyDrift(
      summarizePlan(
        planWith({
          resource_drift: [resourceWith(['update'])],
          resource_changes: [
            resourceWith(
              ['update'],
              {},
              {
                address: 'sandbox_network.other',
                previous_address: 'sandbox_network.main',
              },
            ),
          ],
        }),
      ),
    );
    expect(drift.undeployedChanges).toBe(0);
  });

  it('reports failed checks', () => {
    expect(classifyDrift(summarizePlan(everyChangePlan)).failedChecks).toEqual([
      { address: 'check.size', status: 'fail', messages: ['kept is same'] },
    ]);
  });
});
