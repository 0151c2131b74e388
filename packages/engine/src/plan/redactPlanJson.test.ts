import fc from 'fast-check';
import type { Json } from '../types';
import { collectSensitiveValues, redactPlanJson, summarizePlan } from '.';
import createPlan from './__fixtures__/create.json';
import driftPlan from './__fixtures__/drift.json';
import everyChangePlan from './__fixtures__/every-change.json';
import { byAddress, planWith, resourceWith } from './__fixtures__/plans';
import { Redactor } from '../redaction';

const redactor = Redactor.create(['injected-secret']);

function redact(plan: unknown) {
  return JSON.parse(redactPlanJson(plan, redactor));
}

describe('collectSensitiveValues', () => {
  it('finds what a real plan marks, before and after', () => {
    expect(collectSensitiveValues(everyChangePlan).sort()).toEqual([
      'S3CRET-db-password',
      'S3CRET-db-password-2',
    ]);
    expect(collectSensitiveValues(driftPlan)).toEqual(['S3CRET-db-password']);
  });

  it('looks wherever a plan can hold one', () => {
    const plan = planWith({
      variables: { root: { value: { user: 'root-user' } } },
      planned_values: {
        outputs: { o: { sensitive: true, value: 'planned-output' } },
        root_module: {
          child_modules: [
            {
              resources: [
                {
                  values: { a: ['planned-1', 'public'] },
                  sensitive_values: { a: [true, false] },
                },
              ],
            },
          ],
        },
      },
      prior_state: {
        values: { outputs: { o: { sensitive: true, value: 'prior-output' } } },
      },
      resource_drift: [
        resourceWith(['update'], {
          before: { a: 'drift-before' },
          before_sensitive: { a: true },
        }),
      ],
      configuration: {
        root_module: {
          variables: { root: { sensitive: true, default: 'root-default' } },
          module_calls: {
            m: {
              expressions: { pin: { constant_value: 839201 } },
              module: {
                variables: {
                  pin: { sensitive: true, default: 'child-default' },
                },
              },
            },
          },
        },
      },
    });
    expect(collectSensitiveValues(plan).sort()).toEqual([
      '839201',
      'child-default',
      'drift-before',
      'planned-1',
      'planned-output',
      'prior-output',
      'root-default',
      'root-user',
    ]);
  });

  it('leaves out what would mask half of every log', () => {
    const plan = planWith({
      resource_changes: [
        resourceWith(['create'], {
          after: { a: 'true', b: 'x', c: 5432, d: false, e: '    ' },
          after_sensitive: true,
        }),
      ],
    });
    expect(collectSensitiveValues(plan)).toEqual([]);
  });
});

describe('redactPlanJson', () => {
  it('keeps only members that are known to be harmless', () => {
    expect(Object.keys(redact(everyChangePlan)).sort()).toEqual([
      'applyable',
      'checks',
      'complete',
      'errored',
      'format_version',
      'output_changes',
      'resource_changes',
      'terraform_version',
      'timestamp',
    ]);
    expect(Object.keys(redact(driftPlan))).toContain('resource_drift');
  });

  it.each([
    ['create', createPlan],
    ['every change', everyChangePlan],
    ['drift', driftPlan],
  ])('holds no secret of a real plan: %s', (_, plan) => {
    expect(JSON.stringify(plan)).toContain('S3CRET');
    expect(redactPlanJson(plan, redactor)).not.toContain('S3CRET');
  });

  it('stays a plan that says the same, but for the secrets', () => {
    for (const plan of [createPlan, everyChangePlan, driftPlan]) {
      const before = summarizePlan(plan);
      const after = summarizePlan(redact(plan));
      expect(after.counts).toEqual(before.counts);
      expect(after.outputs).toEqual(before.outputs);
      expect(after.changes.map(({ address }) => address)).toEqual(
        before.changes.map(({ address }) => address),
      );
    }
  });

  it('still tells that a secret changes', () => {
    const { changes } = summarizePlan(redact(everyChangePlan));
    expect(
      byAddress(changes)['terraform_data.secret'].attributes.map(
        ({ path }) => path,
      ),
    ).toContain('input.password');
  });

  it('hides an injected secret that no mark tells of', () => {
    const plan = planWith({
      resource_changes: [
        resourceWith(
          ['create'],
          { after: { 'injected-secret': 'is injected-secret', n: 7 } },
          { index: 'injected-secret', address: 'a.b["injected-secret"]' },
        ),
      ],
      checks: [{ address: {}, instances: [{ problems: ['injected-secret'] }] }],
    });
    const text = redactPlanJson(plan, redactor);
    expect(text).not.toContain('injected-secret');
    expect(JSON.parse(text).resource_changes[0]).toMatchObject({
      address: 'a.b["[redacted]"]',
      change: { after: { '[redacted]': 'is [redacted]', n: 7 } },
    });
  });

  it('stays valid when a secret is a word of the format', () => {
    const plan = planWith({
      resource_changes: [
        resourceWith(['create'], {
          after: { a: 'create', b: 'address', c: '{"x"' },
          after_sensitive: { a: true, b: true, c: true },
        }),
      ],
    });
    expect(redact(plan).resource_changes[0].change).toMatchObject({
      actions: ['create'],
      after: { a: '[redacted]', b: '[redacted]', c: '[redacted]' },
    });
  });
});

/** A secret no part of which is a word of the format or of a replacement. */
const secret = fc
  .string({
    unit: fc.constantFrom(...'XYZQ0189!$%&/<>"\\\n é+'),
    minLength: 6,
    maxLength: 30,
  })
  .filter(value => value.trim().length >= 6);

/** A value that holds the secret somewhere, with marks that tell all, or some, or nothing. */
function valueWith(text: string): fc.Arbitrary<Json> {
  const leaf = fc.oneof(
    fc.constantFrom<Json>(
      text,
      `a ${text} b`,
      JSON.stringify({ text }),
      Buffer.from(`x${text}`).toString('base64'),
    ),
    fc.constantFrom<Json>(null, true, 1, 'plain', [], {}),
  );
  const { tree } = fc.letrec<{ tree: Json }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c.d', text), tie('tree'), {
        maxKeys: 3,
      }),
    ),
  }));
  return fc.record({ a: tree, b: tree, c: fc.constant(text) });
}

const plans = secret.chain(text =>
  fc
    .record({
      before: valueWith(text),
      after: valueWith(text),
      unknown: fc.constantFrom<Json>({}, { a: true }, { b: { a: true } }),
      isMarkLost: fc.boolean(),
      action: fc.constantFrom('create', 'update', 'delete', 'no-op'),
    })
    .map(({ before, after, unknown, isMarkLost, action }) => ({
      text,
      plan: planWith({
        variables: { pw: { value: text } },
        configuration: {
          root_module: { variables: { pw: { sensitive: true } } },
        },
        resource_changes: [
          resourceWith(
            [action],
            {
              before,
              after,
              after_unknown: unknown,
              before_sensitive: isMarkLost ? {} : { a: true, c: true },
              after_sensitive: isMarkLost ? {} : { b: true, c: true },
            },
            { address: `sandbox_network.main[${JSON.stringify(text)}]` },
          ),
        ],
        resource_drift: [
          resourceWith(['update'], { before: after, after: before }),
        ],
        output_changes: { pw: { actions: ['update'], before: text, after } },
        checks: [
          {
            address: { to_display: 'check.pw' },
            status: 'fail',
            instances: [{ problems: [{ message: `pw is ${text}` }] }],
          },
        ],
      }),
    })),
);

/** All strings and keys of a document, as they were before JSON escaped them. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    key,
    ...stringsOf(member),
  ]);
}

describe('a sensitive value', () => {
  it.each([
    ['summary', (plan: unknown) => JSON.stringify(summarizePlan(plan))],
    ['redacted JSON', (plan: unknown) => redactPlanJson(plan, redactor)],
  ])('never appears in the %s', (_, write) => {
    fc.assert(
      fc.property(plans, ({ text, plan }) => {
        const written = write(plan);
        const strings = stringsOf(JSON.parse(written));
        expect(strings.filter(found => found.includes(text))).toEqual([]);
        expect(written).not.toContain(text);
        expect(written).not.toContain(JSON.stringify(text).slice(1, -1));
      }),
    );
  });
});
