import { RunFailure } from '../errors';
import type { Json } from '../types';
import { emptySummary, summarizePlan } from '.';
import checksPlan from './__fixtures__/nested-check.json';
import createPlan from './__fixtures__/create.json';
import destroyPlan from './__fixtures__/destroy.json';
import driftPlan from './__fixtures__/drift.json';
import driftRefreshOnlyPlan from './__fixtures__/drift-refresh-only.json';
import erroredPlan from './__fixtures__/errored.json';
import everyChangePlan from './__fixtures__/every-change.json';
import noOpPlan from './__fixtures__/no-op.json';
import outputsPlan from './__fixtures__/outputs.json';
import refreshOnlyPlan from './__fixtures__/refresh-only.json';
import { byAddress, planWith, resourceWith } from './__fixtures__/plans';

const NOTHING = emptySummary({ terraformVersion: '1.11.4' }).counts;

describe('summarizePlan of real plans', () => {
  it.each([
    ['first creation', createPlan, { create: 17, outputs: 3 }, true],
    ['nothing to do', noOpPlan, { noop: 17 }, false],
    ['an output only', outputsPlan, { noop: 17, outputs: 1 }, true],
    ['destruction', destroyPlan, { delete: 17, outputs: 3 }, true],
    ['a check that reads data', checksPlan, { read: 1 }, false],
    ['errors', erroredPlan, { create: 1, failedChecks: 1 }, true],
    [
      'every kind of change',
      everyChangePlan,
      {
        create: 2,
        update: 4,
        delete: 3,
        replace: 2,
        read: 1,
        noop: 7,
        import: 1,
        move: 2,
        forget: 1,
        outputs: 4,
        failedChecks: 1,
      },
      true,
    ],
    ['drift', driftPlan, { create: 1, update: 1, noop: 1, drifted: 2 }, true],
    [
      'a refresh that found drift',
      driftRefreshOnlyPlan,
      { drifted: 2, outputs: 1 },
      true,
    ],
    [
      'a refresh that found pending moves',
      refreshOnlyPlan,
      { outputs: 4, failedChecks: 1 },
      true,
    ],
  ])('counts %s', (_, plan, counts, hasChanges) => {
    const summary = summarizePlan(plan);
    expect(summary.counts).toEqual({ ...NOTHING, ...counts });
    expect(summary.hasChanges).toBe(hasChanges);
    expect(summary.formatVersion).toBe('1.2');
    expect(summary.terraformVersion).toBe('1.11.4');
  });

  it('says what an errored plan is worth', () => {
    expect(summarizePlan(erroredPlan)).toMatchObject({
      errored: true,
      complete: false,
      applyable: false,
      checks: [
        {
          address: 'terraform_data.broken',
          status: 'fail',
          messages: ['fine must be 2'],
        },
      ],
    });
  });

  it('shows each change with its reason, destructive ones first', () => {
    const { changes } = summarizePlan(everyChangePlan);
    expect(
      changes.map(({ action, address, reason }) => [action, address, reason]),
    ).toEqual([
      ['delete', 'terraform_data.counted[1]', 'delete_because_count_index'],
      ['delete', 'terraform_data.deleted', 'delete_because_no_resource_config'],
      [
        'delete',
        'terraform_data.strange["quote\\"inside"]',
        'delete_because_each_key',
      ],
      [
        'delete-then-create',
        'terraform_data.replaced',
        'replace_because_cannot_update',
      ],
      [
        'create-then-delete',
        'terraform_data.replaced_first',
        'replace_because_cannot_update',
      ],
      [
        'forget',
        'terraform_data.forgotten',
        'delete_because_no_resource_config',
      ],
      ['update', 'terraform_data.imported', undefined],
      ['update', 'terraform_data.secret', undefined],
      ['update', 'terraform_data.updated', undefined],
      ['update', 'module.m["k one"].terraform_data.in', undefined],
      ['create', 'terraform_data.created', undefined],
      ['create', 'terraform_data.strange["a \\"b\\"\\n"]', undefined],
      [
        'read',
        'data.terraform_remote_state.deferred',
        'read_because_dependency_pending',
      ],
      ['no-op', 'terraform_data.new_name', undefined],
    ]);
  });

  it('tells moves and imports', () => {
    const changes = byAddress(summarizePlan(everyChangePlan).changes);
    expect(changes['terraform_data.new_name']).toEqual({
      address: 'terraform_data.new_name',
      previousAddress: 'terraform_data.old_name',
      type: 'terraform_data',
      name: 'new_name',
      mode: 'managed',
      provider: 'terraform.io/builtin/terraform',
      action: 'no-op',
      attributes: [],
    });
    expect(changes['module.m["k one"].terraform_data.in']).toMatchObject({
      previousAddress: 'terraform_data.old_name_updated',
      moduleAddress: 'module.m["k one"]',
    });
    expect(changes['terraform_data.imported'].importId).toBe('imported-id');
  });

  it('goes to the leaves that differ', () => {
    const changes = byAddress(summarizePlan(everyChangePlan).changes);
    const { attributes } = changes['terraform_data.updated'];
    expect(attributes.slice(0, 4)).toEqual([
      {
        path: 'input.size',
        before: { kind: 'value', json: '"small"' },
        after: { kind: 'value', json: '"large"' },
      },
      {
        path: 'input.tags["cost center"]',
        before: { kind: 'value', json: '"1"' },
        after: { kind: 'value', json: '"2"' },
      },
      {
        path: 'input.zones[1]',
        before: { kind: 'value', json: '"b"' },
        after: { kind: 'value', json: '"c"' },
      },
      {
        path: 'input.zones[2]',
        before: { kind: 'absent' },
        after: { kind: 'value', json: '"d"' },
      },
    ]);
    expect(attributes.slice(4).map(({ after }) => after.kind)).toEqual(
      Array(4).fill('unknown'),
    );
  });

  it('names the attribute that forces a replacement', () => {
    const changes = byAddress(summarizePlan(everyChangePlan).changes);
    expect(changes['terraform_data.replaced'].attributes).toEqual([
      {
        path: 'id',
        before: expect.objectContaining({ kind: 'value' }),
        after: { kind: 'unknown' },
      },
      {
        path: 'triggers_replace',
        before: { kind: 'value', json: '"v1"' },
        after: { kind: 'value', json: '"v2"' },
        forcesReplacement: true,
      },
    ]);
  });

  it('hides a secret, and where its mark was lost as well', () => {
    const summary = summarizePlan(everyChangePlan);
    const { attributes } = byAddress(summary.changes)['terraform_data.secret'];
    expect(attributes).toEqual([
      {
        path: 'input.password',
        before: { kind: 'sensitive' },
        after: { kind: 'sensitive' },
      },
      {
        // terraform_data does not mark its output.
        path: 'output.password',
        before: { kind: 'sensitive' },
        after: { kind: 'unknown' },
      },
      {
        path: 'output.user',
        before: { kind: 'value', json: '"admin"' },
        after: { kind: 'unknown' },
      },
    ]);
    expect(summary.outputs).toContainEqual({
      name: 'secret',
      action: 'update',
      sensitive: true,
    });
    for (const plan of [createPlan, destroyPlan, everyChangePlan, driftPlan]) {
      expect(JSON.stringify(summarizePlan(plan))).not.toContain('S3CRET');
    }
  });

  it('tells what happened outside Terraform', () => {
    const { drift } = summarizePlan(driftPlan);
    expect(drift).toMatchObject([
      { address: 'sandbox_network.spare', action: 'delete' },
      {
        address: 'sandbox_database.main',
        action: 'update',
        attributes: [
          {
            path: 'size',
            before: { kind: 'value', json: '"small"' },
            after: { kind: 'value', json: '"large"' },
          },
        ],
      },
    ]);
  });
});

describe('summarizePlan of single changes', () => {
  it('keeps a deposed object apart from the live one at the same address', () => {
    const { changes, counts } = summarizePlan(
      planWith({
        resource_changes: [
          resourceWith(['update'], { before: { a: 1 }, after: { a: 2 } }),
          resourceWith(['delete'], { before: { a: 0 } }, { deposed: 'dead' }),
        ],
      }),
    );
    expect(changes.map(({ action, deposed }) => [action, deposed])).toEqual([
      ['delete', 'dead'],
      ['update', undefined],
    ]);
    expect(counts).toMatchObject({ update: 1, delete: 1 });
  });

  it.each<[string, Json, Json, string[]]>([
    ['null and absent', { a: null }, {}, []],
    ['a scalar that became a list', { a: 'x' }, { a: ['x'] }, ['a', 'a[0]']],
    ['an empty list', { a: [] }, { a: null }, ['a']],
    ['an emptied list', { a: [1, 2] }, { a: [] }, ['a[0]', 'a[1]']],
    ['a nested list', { a: [{ b: [1] }] }, { a: [{ b: [2] }] }, ['a[0].b[0]']],
    ['odd keys', {}, { 'x.y': 1, 'q"$${n': 2 }, ['["x.y"]', '["q\\"$$${n"]']],
    ['prototype members', {}, { toString: 1 }, ['toString']],
  ])('compares %s', (_, before, after, paths) => {
    const { changes } = summarizePlan(
      planWith({
        resource_changes: [resourceWith(['update'], { before, after })],
      }),
    );
    expect(changes[0].attributes.map(({ path }) => path)).toEqual(paths);
  });

  it('shows a list that becomes unknown as a whole, element by element', () => {
    const { changes } = summarizePlan(
      planWith({
        resource_changes: [
          resourceWith(['update'], {
            before: { ips: ['10.0.0.1', '10.0.0.2'] },
            after: {},
            after_unknown: { ips: true },
          }),
        ],
      }),
    );
    expect(changes[0].attributes).toEqual([
      {
        path: 'ips[0]',
        before: { kind: 'value', json: '"10.0.0.1"' },
        after: { kind: 'unknown' },
      },
      {
        path: 'ips[1]',
        before: { kind: 'value', json: '"10.0.0.2"' },
        after: { kind: 'unknown' },
      },
    ]);
  });

  it('cuts a long value, and only after the secrets in it are gone', () => {
    const secret = 'hunter2-hunter2';
    const { changes } = summarizePlan(
      planWith({
        variables: { pw: { value: secret } },
        configuration: {
          root_module: { variables: { pw: { sensitive: true } } },
        },
        resource_changes: [
          resourceWith(['create'], {
            after: {
              user_data: `${'x'.repeat(2040)}${secret}${'y'.repeat(99)}`,
            },
          }),
        ],
      }),
    );
    const [{ after }] = changes[0].attributes;
    const json = after.kind === 'value' ? after.json : '';
    expect(JSON.parse(json)).toMatch(/x\[redacte\.\.\. \(cut, 2149 charac/);
    expect(json.length).toBeLessThan(2200);
  });

  it('says that a big number was rounded', () => {
    const { changes } = summarizePlan(
      planWith({
        resource_changes: [
          resourceWith(['create'], {
            after: JSON.parse('{"account": 12345678901234567890}'),
          }),
        ],
      }),
    );
    expect(changes[0].attributes[0].after).toEqual({
      kind: 'value',
      json: '"12345678901234567000 (rounded)"',
    });
  });

  it('does not let a sensitive key of for_each through, nor hides names', () => {
    const { changes } = summarizePlan(
      planWith({
        variables: { pw: { value: 'main' }, key: { value: 'hunter2' } },
        configuration: {
          root_module: {
            variables: { pw: { sensitive: true }, key: { sensitive: true } },
          },
        },
        resource_changes: [
          resourceWith(['create'], {}, { address: 'x.main["a.hunter2"]' }),
        ],
      }),
    );
    expect(changes[0].address).toBe('x.main["a.[redacted]"]');
  });

  it('counts what is deferred, and imports of unknown ids', () => {
    const { counts, changes } = summarizePlan(
      planWith({
        resource_changes: [resourceWith(['create'], { importing: {} })],
        deferred_changes: [
          { reason: 'unknown', resource_change: resourceWith(['create']) },
        ],
      }),
    );
    expect(counts).toMatchObject({ deferred: 1, import: 1 });
    expect(changes[0].importId).toBe('(known after apply)');
  });

  it('reads the first format, which has no flags and no marks', () => {
    const summary = summarizePlan({
      format_version: '0.1',
      terraform_version: '0.12.31',
      planned_values: {
        outputs: { pw: { sensitive: true, value: 'hunter2' } },
        root_module: {},
      },
      resource_changes: [
        resourceWith(['create'], { after: { password: 'hunter2' } }),
      ],
      output_changes: {
        pw: { actions: ['create'], before: null, after: 'hunter2' },
      },
      configuration: {},
    });
    expect(summary).toMatchObject({
      formatVersion: '0.1',
      hasChanges: true,
      applyable: true,
      complete: true,
      errored: false,
      outputs: [{ name: 'pw', action: 'create', sensitive: true }],
    });
    expect(JSON.stringify(summary)).not.toContain('hunter2');
  });

  it.each(['0.2', '1.0', '1.1', '1.2', '1.9'])('reads format %s', version => {
    const plan = planWith({ format_version: version });
    expect(summarizePlan(plan).formatVersion).toBe(version);
  });

  it('reads a plan of nothing at all', () => {
    expect(
      summarizePlan({ format_version: '1.2', planned_values: {} }),
    ).toEqual(emptySummary({ terraformVersion: 'unknown' }));
  });

  it('summarizes 20,000 resources in linear time', () => {
    // In plain Node this takes 0.2 s. Jest's sandbox makes it ten times slower,
    // so that only the growth is measured here.
    timeOf(planOf(1000));
    const small = timeOf(planOf(1000));
    const plan = planOf(20_000);
    expect(timeOf(plan) / small).toBeLessThan(100);
    expect(summarizePlan(plan).counts).toMatchObject({
      update: 6667,
      create: 13_333,
    });
  });
});

function planOf(size: number) {
  return planWith({
    resource_changes: Array.from({ length: size }, (_, index) => {
      const isUpdate = index % 3 === 0;
      return resourceWith(
        [isUpdate ? 'update' : 'create'],
        {
          before: isUpdate ? { name: 'a', tags: { team: 'x' } } : null,
          after: { name: `n${index}`, tags: { team: 'y' }, size: index },
          after_unknown: { id: true },
          after_sensitive: { tags: {} },
        },
        { address: `sandbox_network.main["${index}"]`, index: `${index}` },
      );
    }),
  });
}

function timeOf(plan: unknown): number {
  const started = performance.now();
  summarizePlan(plan);
  return performance.now() - started;
}

describe('summarizePlan of something else', () => {
  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /looks like nothing/],
    ['null', null, /looks like null/],
    ['text', '{}', /looks like text, which must be parsed/],
    ['bytes', Buffer.from('PK'), /looks like bytes/],
    ['a list', [1, 2], /looks like a list of 2/],
    ['a number', 7, /looks like a number/],
    ['an empty object', {}, /looks like an empty object/],
    ['any object', { kind: 'Pod', spec: {} }, /an object \('kind', 'spec'\)/],
    [
      'a state file',
      { version: 4, lineage: 'x', serial: 1, resources: [] },
      /a state file/,
    ],
    [
      'a state’s JSON',
      { format_version: '1.0', terraform_version: '1.11.4', values: {} },
      /a state, as `terraform show -json` prints it without a plan file/,
    ],
    ['no state', { format_version: '1.0' }, /where there is no state/],
    [
      'validate -json',
      { format_version: '1.0', valid: true, diagnostics: [] },
      /`terraform validate -json`/,
    ],
    [
      'output -json',
      { a: { sensitive: false, type: 'string', value: 'hunter2' } },
      /`terraform output -json`$/,
    ],
    ['an event', { '@level': 'info', type: 'version' }, /prints events/],
    [
      'providers schema -json',
      { format_version: '1.0', provider_schemas: {} },
      /providers schema/,
    ],
    [
      'a later format',
      planWith({ format_version: '2.0' }),
      /has format version '2.0'/,
    ],
    [
      'changes that are no list',
      planWith({ resource_changes: {} }),
      /damaged: resource_changes is not a list/,
    ],
    [
      'a change without address',
      planWith({ resource_changes: [{ change: { actions: ['create'] } }] }),
      /resource_changes\[0\] has no address/,
    ],
    [
      'a change without actions',
      planWith({ resource_changes: [{ address: 'a.b', change: {} }] }),
      /resource_changes\[0\]\.change has no actions/,
    ],
    [
      'outputs that are no object',
      planWith({ output_changes: [] }),
      /output_changes is not an object/,
    ],
    [
      'actions of the future',
      planWith({ resource_changes: [resourceWith(['explode'])] }),
      /Unknown actions 'explode' of 'sandbox_network.main'/,
    ],
  ])('refuses %s with a clear message', (_, found, message) => {
    const summarize = () => summarizePlan(found);
    expect(summarize).toThrow(RunFailure);
    expect(summarize).toThrow(message);
  });
});
