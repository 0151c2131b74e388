import type {
  IgnoreDriftRule,
  OutsideChange,
} from '@backstage-iac/plugin-iac-common';
import fc from 'fast-check';
import { NOW } from './__testUtils__/PlanPair';
import { explainUnreadableRule, ignoreDrift } from './ignoreDrift';

const PATHS = ['size', 'tags.team', 'tags["a.b"]', 'nodes[0].count'];
const ADDRESSES = ['a.b', 'a.b["x.y"]', 'module.m["z"].a.b'];

const change = fc.record({
  address: fc.constantFrom(...ADDRESSES),
  action: fc.constantFrom<OutsideChange['action']>(
    'update',
    'delete',
    'delete-then-create',
  ),
  paths: fc.subarray(PATHS, { minLength: 1 }),
});
const rule = fc.record(
  {
    address: fc.constantFrom('**', 'a.*', 'a.b', 'module.**'),
    attributes: fc.subarray(['size', 'tags', 'nodes[*]', '**'], {
      minLength: 1,
    }),
    includeDeletions: fc.boolean(),
    expiresAt: fc.constantFrom('2020-01-01', '2030-01-01T00:00:00Z'),
  },
  { requiredKeys: ['address'] },
);

function changeOf(given: {
  address: string;
  action: OutsideChange['action'];
  paths: string[];
}): OutsideChange {
  return {
    address: given.address,
    type: 'a',
    name: 'b',
    mode: 'managed',
    provider: 'p',
    action: given.action,
    attributes: given.paths.map(path => ({
      path,
      before: { kind: 'absent' },
      after: { kind: 'unknown' },
    })),
  };
}

function rulesOf(given: Array<Partial<IgnoreDriftRule>>): IgnoreDriftRule[] {
  return given.map((members, at) => ({
    id: `rule-${at}`,
    address: '**',
    reason: 'r',
    owner: 'o',
    ...members,
  }));
}

function pieces(changes: OutsideChange[]): string[] {
  return changes
    .flatMap(({ address, action, attributes }) =>
      attributes.map(({ path }) => `${address} ${action} ${path}`),
    )
    .sort();
}

describe('ignoreDrift', () => {
  it('loses nothing: every attribute is outside or ignored, once', () => {
    fc.assert(
      fc.property(fc.array(change), fc.array(rule), (changes, rules) => {
        const given = changes.map(changeOf);
        const { outside, ignored } = ignoreDrift(given, {
          rules: rulesOf(rules),
          now: NOW,
        });
        const found = [...outside, ...ignored.map(hidden => hidden.change)];
        expect(pieces(found)).toEqual(pieces(given));
      }),
    );
  });

  it('hides a deletion only by a rule for whole resources that says so', () => {
    fc.assert(
      fc.property(fc.array(change), fc.array(rule), (changes, rules) => {
        const { ignored } = ignoreDrift(changes.map(changeOf), {
          rules: rulesOf(rules),
          now: NOW,
        });
        for (const { change: hidden, rule: by } of ignored) {
          expect(by.expiresAt ?? '2030').not.toMatch(/^2020/);
          if (hidden.action === 'update') continue;
          expect(by).toMatchObject({ includeDeletions: true });
          expect(by).not.toHaveProperty('attributes');
        }
      }),
    );
  });

  it('refuses what it cannot read, even in a rule that has expired', () => {
    const check = (members: Partial<IgnoreDriftRule>) => () =>
      ignoreDrift([], { rules: rulesOf([members]), now: NOW });
    expect(check({ expiresAt: 'tomorrow' })).toThrow(
      "The rule 'rule-0' that ignores drift expires at 'tomorrow', which is no date",
    );
    expect(check({ address: 'x["', expiresAt: '2020-01-01' })).toThrow(
      /is no pattern of resource addresses/,
    );
    expect(check({ attributes: [''] })).toThrow(/is no pattern of attribute/);
    const [broken, readable] = rulesOf([{ address: 'x["' }, {}]);
    expect(explainUnreadableRule(broken)).toMatch(/it ends between quotes/);
    expect(explainUnreadableRule(readable)).toBeUndefined();
  });
});
