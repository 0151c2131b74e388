import type {
  DriftResult,
  OutsideChange,
  RedactedJson,
} from '@backstage-iac/plugin-iac-common';
import { outsideChange } from '../__testUtils__/DriftHarness';
import { joinResources, worstOf } from './episodeResources';

function answer(...outsideChanges: OutsideChange[]) {
  return { outsideChanges } as unknown as RedactedJson<DriftResult>;
}

describe('joinResources', () => {
  it('never makes a resource better than it was', () => {
    const before = joinResources(
      undefined,
      answer(outsideChange('a', { severity: 'high', action: 'delete' })),
    );
    const [resource] = joinResources(
      before,
      answer(outsideChange('a', { severity: 'low' })),
    );
    expect(resource).toMatchObject({
      severity: 'high',
      causes: ['deleted', 'changed'],
    });
  });

  it('keeps the worst where there are too many', () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      outsideChange(`low[${index}]`, { severity: 'low' }),
    );
    const joined = joinResources(
      undefined,
      answer(
        ...many,
        outsideChange('gone', {
          severity: 'high',
          action: 'delete-then-create',
        }),
      ),
    );
    expect(joined).toHaveLength(200);
    expect(joined[0]).toMatchObject({ address: 'gone', causes: ['replaced'] });
    expect(worstOf(joined)).toBe('high');
  });

  it('takes a change without a severity for medium, and names some attributes', () => {
    const attributes = Array.from({ length: 30 }, (_, index) => ({
      path: `tags.t${index}`,
      before: { kind: 'absent' as const },
      after: { kind: 'unknown' as const },
    }));
    const [resource] = joinResources(
      undefined,
      answer(outsideChange('a', { severity: undefined, attributes })),
    );
    expect(resource.severity).toBe('medium');
    expect(resource.attributes).toHaveLength(20);
  });
});
