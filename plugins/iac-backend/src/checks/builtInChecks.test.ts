import type {
  CheckStatus,
  EnvironmentReadiness,
  Run,
  Stage,
} from '@backstage-iac/plugin-iac-common';
import type { LockInspection } from '@backstage-iac/engine';
import {
  SecretError,
  SecretSourceError,
  type EnvironmentDefinition,
  type SecretMetadata,
} from '@backstage-iac/plugin-iac-node';
import { environmentDefinition } from '../__testUtils__/environments';
import type { StoredArtifact } from '../artifacts/ArtifactStore';
import { builtInChecks } from './builtInChecks';
import { observe } from './observe';
import { secretChecks } from './secretChecks';

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
  readiness?: Partial<EnvironmentReadiness>;
  /** Newest plan and newest attempt. */
  run?: Partial<Run>;
  lock?: LockInspection | Error;
  /** What its source says of each secret. */
  secret?: SecretMetadata['state'] | SecretSourceError;
  stored?: StoredArtifact[];
  knowsOwner?: boolean;
  auditError?: Error;
}

async function look(checkId: string, world: World) {
  const lastPlan = world.run && run(world.run);
  const check = builtInChecks({
    engine: {
      inspectLock: async () => {
        if (world.lock instanceof Error) throw world.lock;
        return world.lock ?? { status: 'unlocked' };
      },
    },
    describeSecrets: async ({ name, secrets: references }) =>
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
    artifacts: { verify: async () => world.stored ?? [] },
    governance: {
      knowsEntity: async () => world.knowsOwner ?? true,
      writeAudit: async () => {
        if (world.auditError) throw world.auditError;
      },
    },
  }).find(({ id }) => id === checkId);
  if (!check) throw new Error(`There is no check '${checkId}'`);
  return observe(
    check,
    {
      now: NOW,
      definition: environmentDefinition('staging', world.definition),
      readiness: {
        lastPlan,
        lastAttempt: lastPlan,
        activeRuns: [],
        awaitingApproval: [],
        drift: { status: 'unknown', stale: true, addresses: [] },
        ...world.readiness,
      } as unknown as EnvironmentReadiness,
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
    ['lint.validate', 'no such stage', { run: { stages: [] } }, 'unknown', ''],
    ['modules.pinned', 'a lock file', { run: {} }, 'pass', 'lock file'],
    [
      'modules.pinned',
      'none',
      { run: { stages: [stage('init', 'warned', 'No lock file')] } },
      'warn',
      'No lock file',
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
    ['plan.current', 'nothing to do', { run: {} }, 'pass', 'nothing to apply'],
    [
      'plan.current',
      'changes',
      { run: { hasChanges: true } },
      'warn',
      'not applied',
    ],
    [
      'plan.current',
      'applied since',
      {
        run: { hasChanges: true },
        readiness: { lastApply: run({ number: 4, state: 'applied' }) },
      },
      'pass',
      'nothing to apply',
    ],
    [
      'plan.current',
      'a failure',
      { run: { state: 'errored', error: { message: 'No network' } } },
      'fail',
      'Run #3 failed: No network',
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
      'one',
      { readiness: { awaitingApproval: [run()] } },
      'warn',
      'run #3 waits',
    ],
    ['apply.last', 'never', {}, 'not-applicable', 'ever applied'],
    [
      'apply.last',
      'well',
      { readiness: { lastApply: run({ state: 'applied' }) } },
      'pass',
      'was applied',
    ],
    [
      'apply.last',
      'without a log',
      {
        readiness: {
          lastApply: run({ state: 'applied', error: { message: 'No log' } }),
        },
      },
      'warn',
      'No log',
    ],
    [
      'apply.last',
      'nobody knows how',
      { readiness: { lastApply: run({ state: 'outcome_unknown' }) } },
      'fail',
      'Nobody knows',
    ],
    ['drift.current', 'never', {}, 'unknown', 'Never checked'],
    [
      'drift.current',
      'failed',
      {
        readiness: {
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
        readiness: {
          drift: { status: 'drifted', count: 1, stale: false, addresses: [] },
        },
      },
      'fail',
      '1 resource was changed',
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
    [
      'secrets.rotation',
      'nobody tells',
      { definition: { secrets } },
      'unknown',
      'install one',
    ],
    ['secrets.hygiene', 'no secrets', {}, 'not-applicable', 'no secret'],
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
  });
});

describe('Secrets reachable', () => {
  const minutesLater = (minutes: number) =>
    new Date(NOW.getTime() + minutes * 60_000);

  it('asks the sources again after ten minutes, or for other secrets', async () => {
    const asked: string[] = [];
    const [check] = secretChecks(async ({ secrets: references }) => {
      asked.push(...Object.keys(references));
      return [];
    });
    const see = (now: Date, of: EnvironmentDefinition['secrets']) =>
      observe(
        check,
        {
          now,
          definition: environmentDefinition('staging', { secrets: of }),
          readiness: {} as EnvironmentReadiness,
        },
        { redact: async text => text },
      );
    await see(NOW, secrets);
    await see(minutesLater(9), secrets);
    expect(asked).toEqual(['db_password']);
    await see(minutesLater(10), secrets);
    expect(asked).toEqual(['db_password', 'db_password']);
    await see(minutesLater(11), { token: secrets.db_password });
    expect(asked).toEqual(['db_password', 'db_password', 'token']);
  });

  it('asks at once where a source has refused', async () => {
    let answers = 0;
    const [check] = secretChecks(async ({ name, secrets: references }) => {
      answers += 1;
      return Object.entries(references).map(([variable, reference]) => ({
        variable,
        reference,
        error: new SecretError({
          environment: name,
          variable,
          reference,
          error: GONE,
        }),
      }));
    });
    const subject = {
      now: NOW,
      definition: environmentDefinition('staging', { secrets }),
      readiness: {} as EnvironmentReadiness,
    };
    const options = { redact: async (text: string) => text };
    await observe(check, subject, options);
    await observe(check, subject, options);
    expect(answers).toBe(2);
  });
});

describe('a check that breaks', () => {
  const broken = (redact: (text: string) => Promise<string>) =>
    observe(
      {
        ...secretChecks(async () => [])[0],
        observe: () => {
          throw new TypeError('GET https://vault/?token=hunter2 failed');
        },
      },
      {
        now: NOW,
        definition: environmentDefinition('staging'),
        readiness: {} as EnvironmentReadiness,
      },
      { redact },
    );

  it('says why without the secrets of the environment', async () => {
    const { status, summary } = await broken(async text =>
      text.replace('hunter2', '[redacted]'),
    );
    expect(status).toBe('error');
    expect(summary).toContain('token=[redacted] failed');
  });

  it('says nothing of it when the secrets cannot be read', async () => {
    const { summary } = await broken(async () => {
      throw new Error('the source is gone');
    });
    expect(summary).toBe(
      'The check itself failed: it ended with an unexpected TypeError',
    );
  });
});
