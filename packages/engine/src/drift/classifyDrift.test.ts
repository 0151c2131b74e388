import type { PlanSummary } from '@backstage-iac/plugin-iac-common';
import { emptySummary, summarizePlan } from '../plan';
import checksPlan from '../plan/__fixtures__/nested-check.json';
import driftPlan from '../plan/__fixtures__/drift.json';
import driftRefreshOnlyPlan from '../plan/__fixtures__/drift-refresh-only.json';
import everyChangePlan from '../plan/__fixtures__/every-change.json';
import noOpPlan from '../plan/__fixtures__/no-op.json';
import outputsPlan from '../plan/__fixtures__/outputs.json';
import { planWith, resourceWith } from '../plan/__fixtures__/plans';
import refreshOnlyPlan from '../plan/__fixtures__/refresh-only.json';
import { RecordedState } from './RecordedState';
import {
  APPLIED,
  checkPair,
  HEAD,
  NOW,
  observationOf,
  readPair,
} from './__testUtils__/PlanPair';
import { classifyDrift } from './classifyDrift';

/** A check that knows nothing of what was applied. */
function check(summary: PlanSummary) {
  return classifyDrift({
    head: {
      commit: { commit: HEAD, dirty: false },
      tool: { product: 'terraform', version: '1.11.4' },
      providers: {},
      variableSet: 'v1',
      exitCode: 0,
      refreshOnly: false,
      summary,
    },
    because: 'The last applied commit is not known',
    hasOtherVariables: false,
    recorded: RecordedState.parse(''),
    after: {},
    rules: [],
    now: NOW,
  });
}

describe('classifyDrift of one plan', () => {
  it.each([
    ['drift that the plan puts back', driftPlan, 2, 0],
    ['drift that a refresh found', driftRefreshOnlyPlan, 2, 0],
    ['code that was not applied', everyChangePlan, 0, 17],
    ['an output that was not applied', outputsPlan, 0, 1],
    ['moves that were not applied', refreshOnlyPlan, 0, 4],
    ['a check that reads data', checksPlan, 0, 0],
    ['nothing', noOpPlan, 0, 0],
  ])('tells %s', (_, plan, outside, undeployed) => {
    const drift = check(summarizePlan(plan));
    expect(drift.outsideChanges).toHaveLength(outside);
    expect(drift.undeployedChanges).toBe(undeployed);
    expect(drift.status).toBe(outside > 0 ? 'drifted' : 'clean');
  });

  it('is clean for an empty plan, and says what it does not know', () => {
    const drift = check(emptySummary({ terraformVersion: '1.11.4' }));
    expect(drift).toMatchObject({
      status: 'clean',
      outsideChanges: [],
      undeployedChanges: 0,
      failedChecks: [],
      unexplained: [],
      undeployed: {
        basis: 'one-plan',
        because: 'The last applied commit is not known',
        headCommit: HEAD,
        commit: 'unknown',
        variables: 'unknown',
      },
    });
    expect(drift).not.toHaveProperty('severity');
    expect(drift).not.toHaveProperty('toolChange');
  });

  it('never mixes drift of one resource with undeployed changes of another', () => {
    const drift = check(
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

  it('reports failed checks', () => {
    expect(check(summarizePlan(everyChangePlan)).failedChecks).toEqual([
      { address: 'check.size', status: 'fail', messages: ['kept is same'] },
    ]);
  });
});

describe('classifyDrift of two plans', () => {
  it('shows the changes at each side by side', () => {
    const { undeployed, undeployedChanges } = checkPair('both-other-resource');
    expect(undeployed).toMatchObject({
      basis: 'two-plans',
      appliedCommit: APPLIED,
      headCommit: HEAD,
      commit: 'moved',
      variables: 'same',
      atApplied: [{ address: 'sandbox_network.a', action: 'update' }],
      atHead: [
        { address: 'sandbox_network.a' },
        { address: 'sandbox_network.b' },
      ],
      changes: [{ address: 'sandbox_network.b', action: 'update' }],
    });
    expect(undeployedChanges).toBe(1);
  });

  it('counts a drifted resource as undeployed only when the head wants more than to put it back', () => {
    expect(
      checkPair('both-same-attribute').undeployed.changes[0].attributes,
    ).toEqual([
      {
        path: 'size',
        before: { kind: 'value', json: '"large"' },
        after: { kind: 'value', json: '"medium"' },
      },
    ]);
  });

  it('says that variables moved, with those of then or without', () => {
    expect(checkPair('undeployed-variable').undeployed).toMatchObject({
      basis: 'one-plan',
      commit: 'same',
      variables: 'moved',
    });
    expect(checkPair('undeployed-variable-known').undeployed).toMatchObject({
      basis: 'two-plans',
      commit: 'same',
      variables: 'moved',
      atApplied: [],
    });
  });

  it('ranks deletions before changes, and labels last', () => {
    const { outsideChanges, severity } = checkPair('outside-size-and-tags');
    expect(
      outsideChanges.map(change => [change.address, change.severity]),
    ).toEqual([
      ['sandbox_database.main', 'medium'],
      ['sandbox_network.main', 'low'],
    ]);
    expect(severity).toBe('medium');
    expect(checkPair('outside-replaced').severity).toBe('high');
    expect(checkPair('outside-computed-only').severity).toBe('medium');
  });

  it('masks a sensitive value that drifted', () => {
    const drift = checkPair('outside-sensitive');
    expect(drift.outsideChanges[0].attributes).toEqual([
      {
        path: 'tags.key',
        before: { kind: 'sensitive' },
        after: { kind: 'sensitive' },
      },
    ]);
    expect(JSON.stringify(drift)).not.toContain('S3CRET');
  });

  it('keeps ignored drift in sight, attribute by attribute', () => {
    const known = {
      id: 'size',
      address: '**',
      attributes: ['size'],
      reason: 'autoscaled',
      owner: 'group:default/platform',
    };
    const { status, outsideChanges, ignored, answers } = checkPair(
      'outside-two-attributes',
      { rules: [known] },
    );
    expect(status).toBe('drifted');
    expect(outsideChanges.map(paths)).toEqual([['backup_days']]);
    expect(ignored.map(({ change }) => paths(change))).toEqual([['size']]);
    expect(ignored[0].rule).toEqual(known);
    expect(answers.accept.changes.map(paths)).toEqual([
      ['backup_days', 'size'],
    ]);
  });

  it('computes what each answer to the drift would do', () => {
    const { answers } = checkPair('both-dependent-and-added');
    expect(answers.reapply?.counts).toEqual({
      create: 1,
      update: 0,
      delete: 0,
      replace: 1,
    });
    expect(
      answers.reapply?.changes.map(({ address }) => address).sort(),
    ).toEqual(['sandbox_network.main', 'sandbox_subnet.main']);
    expect(answers.accept.changes).toMatchObject([
      { address: 'sandbox_network.main', action: 'delete' },
    ]);
  });

  it('tells what a newer provider tells from what it wants', () => {
    const tells = checkPair('tool-provider-tells-more');
    const versions = [
      {
        name: 'backstage-iac.io/platform/sandbox',
        from: '0.1.0',
        to: '0.2.0',
      },
    ];
    expect(tells.toolChange).toMatchObject({ versions, changes: [] });
    expect(tells.toolChange?.refreshed.map(paths)).toEqual([['self_link']]);
    const wants = checkPair('tool-provider-wants-more');
    expect(wants.toolChange).toMatchObject({ versions, refreshed: [] });
    expect(wants.toolChange?.changes.map(paths)).toEqual([['monitoring']]);
    expect(
      checkPair('tool-provider-and-outside').outsideChanges.map(paths),
    ).toEqual([['tags.a']]);
    expect(checkPair('tool-lock-file-moved').toolChange).toMatchObject({
      versions,
    });
    expect(checkPair('tool-provider-without-effect').toolChange).toEqual({
      versions,
      changes: [],
      refreshed: [],
    });
  });

  it('knows the tool of the last apply from the state, when nobody tells', () => {
    const { toolChange } = checkPair('tool-version', {
      lastApplied: { tool: undefined },
    });
    expect(toolChange).toBeUndefined();
    expect(checkPair('tool-version').toolChange?.versions).toEqual([
      { name: 'terraform', from: '1.10.5', to: '1.11.4' },
    ]);
  });

  it('keeps books of what an apply would only write down', () => {
    expect(checkPair('books-moved').bookkeeping).toEqual({
      outputs: [],
      moved: ['sandbox_network.other'],
      imported: [],
      forgotten: [],
    });
    expect(checkPair('books-import').bookkeeping.imported).toEqual([
      'sandbox_network.b',
    ]);
    expect(checkPair('books-forget').bookkeeping.forgotten).toEqual([
      'sandbox_network.b',
    ]);
    expect(checkPair('books-output-removed').bookkeeping.outputs).toEqual([
      'a',
    ]);
    expect(checkPair('books-forget').undeployedChanges).toBe(1);
  });

  it('keeps the exit codes, which would have said "changes" for nothing', () => {
    const nested = checkPair('check-nested-data');
    expect(nested.evidence.exitCodes).toEqual({ head: 2 });
    expect(nested.undeployedChanges).toBe(0);
    expect(checkPair('both-added').evidence.exitCodes).toEqual({
      head: 2,
      applied: 2,
    });
  });

  it('tells what differs while a condition fails, and that it knows no more', () => {
    const drift = checkPair('condition-failed-and-outside');
    expect(drift).toMatchObject({
      status: 'drifted',
      undeployedChanges: 0,
      undeployed: {
        basis: 'none',
        because:
          'A condition fails: Terraform plans no changes until it holds again',
      },
      failedChecks: [{ status: 'fail', messages: ['no'] }],
      evidence: { exitCodes: { head: 1 } },
    });
    expect(drift.answers).not.toHaveProperty('reapply');
    expect(drift.answers.accept.changes).toHaveLength(1);
  });

  it('proves that the state did not move, or says that it did', () => {
    const observation = observationOf(readPair('clean'));
    const { position } = observation.recorded;
    expect(classifyDrift(observation).proof).toEqual({
      before: position,
      after: position,
      moved: false,
    });
    const serial = (position.serial ?? 0) + 1;
    const { proof } = classifyDrift({
      ...observation,
      after: { ...position, serial },
    });
    expect(proof.moved).toBe(true);
    expect(proof.message).toMatch(/^The state moved while it was checked/);
  });

  it('finds one outside change among 5,000 resources, in time', () => {
    const pair = readPair('both-other-resource');
    const { head, applied } = observationOf(pair);
    const copies = (summary: PlanSummary): PlanSummary => ({
      ...summary,
      changes: Array.from({ length: 5000 }, (_, at) => ({
        ...summary.changes[summary.changes.length - 1],
        address: `sandbox_network.n[${at}]`,
        name: 'n',
      })).concat(summary.changes),
    });
    const started = performance.now();
    const drift = classifyDrift({
      ...observationOf(pair),
      head: { ...head, summary: copies(head.summary) },
      applied: applied && { ...applied, summary: copies(applied.summary) },
      rules: [
        {
          id: 'other',
          address: 'sandbox_database.**',
          reason: 'r',
          owner: 'o',
        },
      ],
    });
    expect(drift.outsideChanges).toHaveLength(1);
    expect(drift.unexplained).toHaveLength(5000);
    expect(drift.undeployed.atHead).toHaveLength(5002);
    // Jest's sandbox is slow; the growth must not be quadratic.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

function paths({ attributes }: { attributes: Array<{ path: string }> }) {
  return attributes.map(({ path }) => path);
}
