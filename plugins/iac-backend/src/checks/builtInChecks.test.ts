import {
  CHECK_WORDS,
  inEnglish,
  type CheckStatus,
  type EnvironmentDrift,
  type EnvironmentFacts,
  type HygieneCheck,
  type HygieneReport,
  type Run,
  type SecretRotation,
  type Stage,
} from '@backstage-iac/plugin-iac-common';
import type { LockInspection } from '@backstage-iac/engine';
import {
  SecretError,
  SecretSourceError,
  type EnvironmentDefinition,
  type SecretMetadata,
} from '@backstage-iac/plugin-iac-node';
import { environmentDefinition } from '../__testUtils__/environments';
import { NO_COUNTS } from '../__testUtils__/ScriptedEngine';
import type { StoredArtifact } from '../artifacts/ArtifactStore';
import { builtInChecks } from './builtInChecks';
import { observe } from './observe';

const NOW = new Date('2026-03-02T12:00:00Z');

function minutesAgo(minutes: number): string {
  return new Date(NOW.getTime() - minutes * 60_000).toISOString();
}

function run(overrides: Partial<Run> = {}): Run {
  return {
    id: 'run-3',
    number: 3,
    environment: 'staging',
    operation: 'plan-only',
    state: 'planned_and_finished',
    trigger: 'user',
    createdBy: 'user:default/mock',
    createdAt: minutesAgo(90),
    finishedAt: minutesAgo(60),
    stages: ['fetch', 'init', 'fmt', 'validate', 'plan'].map(name =>
      stage(name as Stage['name'], 'passed'),
    ),
    commit: { commit: 'a'.repeat(40), dirty: false },
    statePosition: { lineage: 'l', serial: 7 },
    hasChanges: false,
    attempt: 1,
    ...overrides,
  };
}

function stage(
  name: Stage['name'],
  status: Stage['status'],
  message?: string,
): Stage {
  return { name, status, message };
}

interface World {
  definition?: Partial<EnvironmentDefinition>;
  facts?: Partial<EnvironmentFacts>;
  /** Newest plan and newest attempt. */
  run?: Partial<Run>;
  lock?: LockInspection | Error;
  /** What its source says of each secret. */
  secret?: SecretMetadata['state'] | SecretSourceError;
  rotations?: SecretRotation[];
  hygiene?: HygieneReport;
  stored?: StoredArtifact[];
  knowsOwner?: boolean;
  auditError?: Error;
}

function theChecks(world: World = {}) {
  return builtInChecks({
    engine: {
      inspectLock: async () => {
        if (world.lock instanceof Error) throw world.lock;
        return world.lock ?? { status: 'unlocked' };
      },
    },
    secrets: {
      describe: async ({ name, secrets: references }) =>
        Object.entries(references).map(([variable, reference]) => ({
          variable,
          reference,
          ...(world.secret instanceof SecretSourceError
            ? {
                error: new SecretError({
                  environment: name,
                  variable,
                  reference,
                  error: world.secret,
                }),
              }
            : { metadata: { state: world.secret ?? 'enabled' } }),
        })),
      rotations: async () => world.rotations ?? [],
      hygieneOf: async () => world.hygiene,
    },
    artifacts: { verify: async () => world.stored ?? [] },
    governance: {
      knowsEntity: async () => world.knowsOwner ?? true,
      writeAudit: async () => {
        if (world.auditError) throw world.auditError;
      },
    },
  });
}

async function look(checkId: string, world: World) {
  const lastPlan = world.run && run(world.run);
  const check = theChecks(world).find(({ id }) => id === checkId);
  if (!check) throw new Error(`There is no check '${checkId}'`);
  return observe(
    check,
    {
      now: NOW,
      definition: environmentDefinition('staging', world.definition),
      facts: {
        lastPlan,
        lastAttempt: lastPlan,
        activeRuns: [],
        awaitingApproval: [],
        drift: { status: 'unknown', stale: true, addresses: [] },
        unclosed: [],
        toReview: [],
        ...world.facts,
      } as unknown as EnvironmentFacts,
    },
    { redact: async text => text },
  );
}

const remote = {
  engine: {
    ...environmentDefinition('staging').engine,
    state: { type: 's3', config: {}, env: {} },
  },
} as const;
const secrets = { db_password: { source: 'env', key: 'DB_PASSWORD' } };
const GONE = new SecretSourceError('missing', 'is not set');
const DENIED = new SecretSourceError('denied', 'may not be described');
const held = (minutes: number): LockInspection => ({
  status: 'locked',
  lock: { who: 'ada@host', since: minutesAgo(minutes) },
});

const closedAs = (as: 'applied' | 'failed'): World => ({
  facts: {
    lastApply: run({
      state: 'outcome_unknown',
      closed: { as, by: 'user:default/ada', at: minutesAgo(1) },
    }),
  },
});

/** Answer of a drift check that is newer than any plan here. */
const checked = (undeployedChanges: number): EnvironmentDrift => ({
  status: 'clean',
  count: 0,
  undeployedChanges,
  checkedAt: minutesAgo(5),
  stale: false,
  addresses: [],
  runId: 'check',
});

function rotation(
  status: SecretRotation['status'],
  ageDays?: number,
): SecretRotation {
  return {
    variable: 'db_password',
    source: 'env',
    reference: 'env:DB_PASSWORD',
    status,
    ageDays,
    limitDays: 90,
    window: 'Sun 02:00',
  };
}

function hygiene(status: HygieneCheck['status']): HygieneReport {
  return {
    at: minutesAgo(60),
    commit: 'a'.repeat(40),
    checks: [
      {
        id: 'scan',
        status,
        summary: 'A key is in git',
        evidence: [{ file: 'main.tf', line: 3, message: 'AWS key' }],
      },
    ],
  };
}

/** Applied against the rules, to be reviewed in so many minutes. */
function broken(dueInMinutes: number): Run {
  return run({
    number: 8,
    state: 'applied',
    stages: [stage('apply', 'passed')],
    breakGlass: {
      requestedBy: 'user:default/ada',
      reason: 'Site is down',
      requestedAt: minutesAgo(60),
      expiresAt: minutesAgo(0),
      confirmedBy: 'user:default/ben',
      confirmedAt: minutesAgo(50),
      reviewDueAt: minutesAgo(-dueInMinutes),
    },
  });
}

describe('the checks of the suite', () => {
  it.each<[string, string, World, CheckStatus, string]>([
    ['source.layout', 'nothing ran', {}, 'unknown', 'plan the environment'],
    [
      'source.layout',
      'a broken definition',
      { definition: { problem: 'No such directory' } },
      'fail',
      'No such directory',
    ],
    ['source.layout', 'a run', { run: {} }, 'pass', 'was found'],
    [
      'source.layout',
      'a lost repository',
      { run: { stages: [stage('fetch', 'failed', 'Not found')] } },
      'fail',
      'could not be fetched: Not found',
    ],
    [
      'source.layout',
      'a repository that was lost without a word',
      { run: { stages: [stage('fetch', 'failed')] } },
      'fail',
      'could not be fetched',
    ],
    [
      'source.ref',
      'a commit of a branch',
      {
        run: { commit: { commit: 'a'.repeat(40), dirty: false, ref: 'main' } },
      },
      'pass',
      "Planned at aaaaaaaaaaaa of 'main'",
    ],
    ['source.ref', 'a commit', { run: {} }, 'pass', 'Planned at aaaaaaaaaaaa'],
    [
      'source.ref',
      'changes beside it',
      { run: { commit: { commit: 'a'.repeat(40), dirty: true } } },
      'warn',
      'not committed',
    ],
    [
      'source.ref',
      'a folder',
      { run: { commit: { commit: 'dir-1', dirty: false } } },
      'warn',
      'outside git',
    ],
    [
      'lint.fmt',
      'noise',
      { run: { stages: [stage('fmt', 'warned', '1 file: main.tf')] } },
      'warn',
      'main.tf',
    ],
    [
      'lint.validate',
      'an error',
      { run: { stages: [stage('validate', 'failed', 'main.tf:3')] } },
      'fail',
      'main.tf:3',
    ],
    ['lint.fmt', 'good form', { run: {} }, 'pass', 'The code is formatted'],
    ['lint.validate', 'valid code', { run: {} }, 'pass', 'The code is valid'],
    [
      'lint.validate',
      'a run that ended before',
      { run: { stages: [stage('validate', 'pending')] } },
      'unknown',
      'ended before this stage',
    ],
    [
      'lint.fmt',
      'a warning without a word',
      { run: { stages: [stage('fmt', 'warned')] } },
      'warn',
      'There are warnings',
    ],
    [
      'lint.validate',
      'a failure without a word',
      { run: { stages: [stage('validate', 'failed')] } },
      'fail',
      'The stage failed',
    ],
    ['lint.validate', 'no such stage', { run: { stages: [] } }, 'unknown', ''],
    ['modules.pinned', 'a lock file', { run: {} }, 'pass', 'lock file'],
    [
      'modules.pinned',
      'none',
      { run: { stages: [stage('init', 'warned', 'No lock file')] } },
      'warn',
      'No lock file',
    ],
    [
      'modules.pinned',
      'a run that ended before',
      { run: { stages: [stage('init', 'pending')] } },
      'unknown',
      "ended before 'init' was through",
    ],
    ['state.remote', 'local', { run: {} }, 'warn', "portal's disk"],
    [
      'state.remote',
      'remote',
      { run: {}, definition: remote },
      'pass',
      'its serial is known',
    ],
    [
      'state.remote',
      'unreachable',
      { run: { stages: [stage('init', 'failed', '403')] }, definition: remote },
      'fail',
      'could not be reached: 403',
    ],
    [
      'state.remote',
      'empty',
      { run: { statePosition: {} }, definition: remote },
      'pass',
      'reachable, and empty',
    ],
    [
      'state.remote',
      'never read',
      { run: { statePosition: undefined }, definition: remote },
      'unknown',
      'before it had read the state',
    ],
    ['state.lock', 'free', {}, 'pass', 'Nobody'],
    ['state.lock', 'held for a while', { lock: held(5) }, 'pass', 'at work'],
    ['state.lock', 'held long', { lock: held(31) }, 'warn', 'half an hour'],
    ['state.lock', 'orphaned', { lock: held(121) }, 'fail', 'two hours'],
    [
      'state.lock',
      'held since nobody knows when',
      { lock: { status: 'locked' } },
      'warn',
      'somebody',
    ],
    [
      'state.lock',
      'cannot be asked',
      { lock: { status: 'unsupported', message: 'No locks' } },
      'not-applicable',
      'No locks',
    ],
    [
      'state.lock',
      'did not answer',
      { lock: { status: 'unknown', message: 'Timeout' } },
      'error',
      'Timeout',
    ],
    [
      'state.lock',
      'held by nobody knows whom',
      { lock: { status: 'locked', lock: { since: minutesAgo(31) } } },
      'warn',
      'Held by somebody for more than half an hour',
    ],
    [
      'state.lock',
      'did not answer a word',
      { lock: { status: 'unknown' } },
      'error',
      'The check itself failed: The state did not tell who holds the lock',
    ],
    ['plan.current', 'a plan', { run: {} }, 'pass', 'Planned by run #3'],
    [
      'plan.current',
      'a failure',
      { run: { state: 'errored', error: { message: 'No network' } } },
      'fail',
      'The plan of run #3 failed: No network',
    ],
    [
      'plan.current',
      'an apply that failed',
      { run: { state: 'errored', approvedAt: minutesAgo(61) } },
      'pass',
      'Planned by run #3',
    ],
    [
      'plan.current',
      'a policy that says no',
      { run: { state: 'policy_failed' } },
      'fail',
      'against a policy',
    ],
    ['changes.deployed', 'never planned', {}, 'unknown', 'Nobody has planned'],
    ['changes.deployed', 'nothing to do', { run: {} }, 'pass', 'is applied'],
    [
      'changes.deployed',
      'changes',
      { run: { hasChanges: true, counts: { ...NO_COUNTS, create: 2 } } },
      'warn',
      'The plan of run #3 was not applied: 2 to create',
    ],
    [
      'changes.deployed',
      'applied since',
      {
        run: { hasChanges: true },
        facts: { lastApply: run({ number: 4, state: 'applied' }) },
      },
      'pass',
      'is applied',
    ],
    [
      'changes.deployed',
      'a plan that waits',
      {
        run: {},
        facts: { awaitingApproval: [run({ number: 9 })] },
      },
      'warn',
      'run #9 waits for approval',
    ],
    [
      'changes.deployed',
      'an apply under way',
      {
        run: {},
        facts: { activeRuns: [run({ number: 9, state: 'applying' })] },
      },
      'warn',
      'Run #9 is being applied',
    ],
    [
      'changes.deployed',
      'a newer check that found nothing left',
      { run: { hasChanges: true }, facts: { drift: checked(0) } },
      'pass',
      'is applied',
    ],
    [
      'changes.deployed',
      'a newer check that found a commit',
      { run: {}, facts: { drift: checked(1) } },
      'warn',
      '1 change that was not applied',
    ],
    [
      'plan.archived',
      'as written',
      { run: {}, stored: [{ kind: 'plan', sha256: 'f', intact: true }] },
      'pass',
      'what was written',
    ],
    [
      'plan.archived',
      'changed',
      { run: {}, stored: [{ kind: 'plan', sha256: 'f', intact: false }] },
      'fail',
      'lost or changed: plan',
    ],
    ['plan.archived', 'nothing', { run: {} }, 'fail', 'Nothing of run #3'],
    ['approval.pending', 'none', {}, 'pass', 'No plan waits'],
    [
      'approval.pending',
      'one since this morning',
      { facts: { awaitingApproval: [run()] } },
      'pass',
      'No plan waits too long',
    ],
    [
      'approval.pending',
      'one since yesterday',
      {
        facts: { awaitingApproval: [run({ createdAt: minutesAgo(25 * 60) })] },
      },
      'warn',
      'run #3 has waited for approval longer than a day',
    ],
    [
      'approval.pending',
      'two since yesterday',
      {
        facts: {
          awaitingApproval: [
            run({ createdAt: minutesAgo(25 * 60) }),
            run({ createdAt: minutesAgo(26 * 60) }),
          ],
        },
      },
      'warn',
      'The plans of 2 runs have waited for approval longer than a day',
    ],
    ['apply.last', 'never', {}, 'not-applicable', 'ever applied'],
    [
      'apply.last',
      'well',
      { facts: { lastApply: run({ state: 'applied' }) } },
      'pass',
      'was applied',
    ],
    [
      'apply.last',
      'without a log',
      {
        facts: {
          lastApply: run({ state: 'applied', error: { message: 'No log' } }),
        },
      },
      'warn',
      'No log',
    ],
    [
      'apply.last',
      'nobody knows how',
      { facts: { unclosed: [run({ state: 'outcome_unknown' })] } },
      'fail',
      'without telling what it did',
    ],
    [
      'apply.last',
      'a person says that it failed',
      closedAs('failed'),
      'fail',
      'says who closed it',
    ],
    [
      'apply.last',
      'a person says that it was done',
      closedAs('applied'),
      'pass',
      'was applied',
    ],
    [
      'apply.last',
      'failed',
      { facts: { lastApply: run({ state: 'errored' }) } },
      'fail',
      'The apply of run #3 failed',
    ],
    [
      'apply.last',
      'failed, and nothing is left',
      {
        run: { number: 4 },
        facts: { lastApply: run({ state: 'errored' }) },
      },
      'pass',
      'run #4 has found nothing left',
    ],
    [
      'apply.last',
      'stopped half-way',
      {
        facts: {
          lastApply: run({
            state: 'canceled',
            startedAt: minutesAgo(80),
            error: { message: 'Interrupted' },
          }),
        },
      },
      'fail',
      'stopped half-way: Interrupted',
    ],
    [
      'apply.last',
      'canceled before it began',
      { facts: { lastApply: run({ state: 'canceled' }) } },
      'pass',
      'before it changed anything',
    ],
    ['drift.current', 'never', {}, 'unknown', 'Never checked'],
    [
      'drift.current',
      'failed',
      {
        facts: {
          drift: { status: 'failed', stale: false, addresses: [] },
          lastDriftCheck: run({ error: { message: 'No network' } }),
        },
      },
      'error',
      'No network',
    ],
    [
      'drift.current',
      'one resource',
      {
        facts: {
          drift: { status: 'drifted', count: 1, stale: false, addresses: [] },
        },
      },
      'fail',
      '1 resource was changed',
    ],
    ...(
      [
        [1, ['a.b'], '1 resource was changed outside Terraform: a.b'],
        [
          3,
          ['a.b'],
          '3 resources were changed outside Terraform: a.b and 2 more',
        ],
        [2, [], '2 resources were changed outside Terraform'],
        [undefined, [], 'Some resources were changed outside Terraform'],
        [
          undefined,
          ['a.b', 'c.d', 'e.f', 'g.h'],
          'Some resources were changed outside Terraform: a.b, c.d, e.f and 1 more',
        ],
        [
          undefined,
          ['a.b'],
          'Some resources were changed outside Terraform: a.b',
        ],
      ] as const
    ).map(
      ([count, addresses, summary]): [
        string,
        string,
        World,
        CheckStatus,
        string,
      ] => [
        'drift.current',
        `${count} counted, ${addresses.length} named`,
        {
          facts: {
            drift: {
              status: 'drifted',
              count,
              stale: false,
              addresses: [...addresses],
            },
          },
        },
        'fail',
        summary,
      ],
    ),
    [
      'drift.current',
      'clean',
      {
        facts: { drift: { status: 'clean', stale: false, addresses: [] } },
      },
      'pass',
      'Nothing was changed outside Terraform',
    ],
    [
      'drift.current',
      'an apply since',
      {
        facts: {
          drift: {
            status: 'unknown',
            checkedAt: minutesAgo(9),
            stale: true,
            addresses: [],
          },
          lastApply: run({ number: 7 }),
        },
      },
      'unknown',
      'Not checked since the apply of run #7',
    ],
    ['secrets.reachable', 'none', {}, 'not-applicable', 'no secret'],
    [
      'secrets.reachable',
      'there',
      { definition: { secrets } },
      'pass',
      '1 secret reachable',
    ],
    [
      'secrets.reachable',
      'gone',
      { definition: { secrets }, secret: GONE, run: {} },
      'fail',
      "Secret 'db_password' of environment 'staging' is missing",
    ],
    [
      'secrets.reachable',
      'disabled',
      { definition: { secrets }, secret: 'disabled' },
      'fail',
      "Secret 'db_password' is disabled in its source",
    ],
    [
      'secrets.reachable',
      'deleted',
      { definition: { secrets }, secret: 'deleted' },
      'fail',
      "Secret 'db_password' is deleted in its source",
    ],
    [
      'secrets.reachable',
      'not to be asked about, and read',
      { definition: { secrets }, secret: DENIED, run: {} },
      'pass',
      'has read 1 secret',
    ],
    [
      'secrets.reachable',
      'not to be asked about, and not read',
      {
        definition: { secrets },
        secret: DENIED,
        run: { state: 'errored', stages: [] },
      },
      'fail',
      'may not be read',
    ],
    ['secrets.rotation', 'no secrets', {}, 'not-applicable', 'no secret'],
    [
      'secrets.rotation',
      'young',
      { definition: { secrets }, rotations: [rotation('ok', 4)] },
      'pass',
      'young enough',
    ],
    [
      'secrets.rotation',
      'soon',
      { definition: { secrets }, rotations: [rotation('due', 80)] },
      'warn',
      'due for rotation',
    ],
    [
      'secrets.rotation',
      'too old, beside one of unknown age',
      {
        definition: { secrets },
        rotations: [rotation('unknown'), rotation('overdue', 97)],
      },
      'fail',
      'overdue for rotation. Window: Sun 02:00',
    ],
    [
      'secrets.rotation',
      'nobody knows',
      { definition: { secrets }, rotations: [rotation('unknown')] },
      'unknown',
      'of unknown age',
    ],
    ['secrets.hygiene', 'nothing ran', {}, 'unknown', 'plan the environment'],
    ['secrets.hygiene', 'no report', { run: {} }, 'unknown', 'did not look'],
    [
      'secrets.hygiene',
      'clean',
      { run: {}, hygiene: hygiene('pass') },
      'pass',
      'No secret was found',
    ],
    [
      'secrets.hygiene',
      'a finding',
      { run: {}, hygiene: hygiene('fail') },
      'fail',
      'A key is in git: main.tf:3',
    ],
    [
      'secrets.hygiene',
      'it could not look',
      { run: {}, hygiene: hygiene('error') },
      'unknown',
      'A key is in git',
    ],
    ['breakglass.reviewed', 'never', {}, 'pass', 'waits for its review'],
    [
      'breakglass.reviewed',
      'to be reviewed',
      { facts: { toReview: [broken(120)] } },
      'fail',
      'is not reviewed yet: user:default/ada asked for it and user:default/ben confirmed. Site is down',
    ],
    [
      'breakglass.reviewed',
      'too late',
      { facts: { toReview: [broken(-1)] } },
      'fail',
      'its review is overdue',
    ],
    ['owner.known', 'nobody', {}, 'fail', "set 'owner'"],
    [
      'owner.known',
      'known',
      { definition: { owner: 'group:default/ops' } },
      'pass',
      'group:default/ops',
    ],
    [
      'owner.known',
      'left',
      { definition: { owner: 'group:default/ops' }, knowsOwner: false },
      'fail',
      'does not know',
    ],
    ['audit.writable', 'works', {}, 'pass', 'was written'],
    [
      'audit.writable',
      'is full',
      { auditError: new Error('No space') },
      'error',
      'No space',
    ],
  ])('%s, %s', async (checkId, _, world, status, summary) => {
    const result = await look(checkId, world);
    expect(result).toMatchObject({
      checkId,
      status,
      summary: expect.stringContaining(summary),
    });
    // What pages translate is what the API says, word for word.
    expect(result.said && inEnglish(result.said)).toBe(result.summary);
    expect(result.saidValue && inEnglish(result.saidValue)).toBe(
      result.saidValue && result.value,
    );
    expect(result.saidThreshold && inEnglish(result.saidThreshold)).toBe(
      result.saidThreshold && result.threshold,
    );
    expect(result.next?.said && inEnglish(result.next.said)).toBe(
      result.next?.label,
    );
  });

  it('are described in words that pages can translate', () => {
    const words: Record<string, string> = CHECK_WORDS;
    const checks = theChecks();
    expect(checks).toHaveLength(19);
    for (const { id, title, why, needs, remediation, refresh } of checks) {
      expect([title, why, needs]).toEqual(
        ['title', 'why', 'needs'].map(of => words[`checks.${id}.${of}`]),
      );
      for (const { label, said } of [remediation, refresh ?? remediation]) {
        expect(inEnglish(said)).toBe(label);
      }
    }
  });
});
