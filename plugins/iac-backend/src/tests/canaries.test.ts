import { inspect } from 'node:util';
import { IacClient, type Run } from '@backstage-iac/plugin-iac-common';
import {
  coreServices,
  createServiceFactory,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { AddressInfo } from 'node:net';
import {
  CanarySearch,
  ephemeralVariable,
  gitToken,
  printingCode,
  secretVariable,
  stateCredential,
} from '../__testUtils__/Canaries';
import { iacPlugin } from '../plugin';

jest.setTimeout(180_000);

/** Every way in which a secret comes to a run: a new one is a line here. */
const SOURCES = [
  secretVariable('db_password'),
  secretVariable('config', canary =>
    JSON.stringify({ user: 'app', password: canary }, undefined, 2),
  ),
  secretVariable('lines', canary => `first line\n${canary}\nlast line\n`),
  ephemeralVariable('api_token'),
  stateCredential('PGPASSWORD'),
  gitToken(),
];

const variables = SOURCES.filter(
  ({ kind }) => kind === 'variable' || kind === 'ephemeral',
);

const processVariable = (name: string) => `CANARY_${name.toUpperCase()}`;

const declared = (body = '') =>
  variables
    .map(
      ({ name, kind }) => `variable "${name}" {
  type      = string
  ${kind === 'ephemeral' ? 'ephemeral' : 'sensitive'} = true
}
`,
    )
    .join('\n') + body;

/** Root modules, each of which ends in its own way. */
const ENVIRONMENTS = {
  printing: printingCode(variables),
  invalid: declared().replace(
    'sensitive = true\n',
    `sensitive = true
  validation {
    condition     = length(var.db_password) < 3
    error_message = "var.db_password is \${nonsensitive(var.db_password)}"
  }
`,
  ),
  refused: declared(`
data "terraform_remote_state" "other" {
  backend = "http"
  config = { address = "http://127.0.0.1:1/\${urlencode(nonsensitive(var.db_password))}?p=\${nonsensitive(var.db_password)}" }
}
`),
  broken: declared(`
resource "terraform_data" "broken" {
  provisioner "local-exec" {
    command     = "echo \\"refused: $P\\" >&2; env >&2; exit 3"
    environment = { P = nonsensitive(var.db_password) }
  }
}
`),
};

/** A person who pastes more than they meant to. */
const typed = (sources: typeof SOURCES) =>
  sources.map(({ value }) => `typed ${value}`).join('\n');

/** A logger that keeps what it is given. */
class KeepingLogger implements LoggerService {
  readonly kept: string[];

  constructor(kept: string[] = []) {
    this.kept = kept;
  }

  error = (...said: unknown[]) => this.#keep(said);
  warn = (...said: unknown[]) => this.#keep(said);
  info = (...said: unknown[]) => this.#keep(said);
  debug = (...said: unknown[]) => this.#keep(said);

  child(meta: object): LoggerService {
    this.#keep([meta]);
    return new KeepingLogger(this.kept);
  }

  #keep(said: unknown[]): void {
    this.kept.push(inspect(said, { depth: 12, maxStringLength: null }));
  }
}

describe('canaries in every source of secrets', () => {
  const directory = createMockDirectory();
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const search = new CanarySearch(SOURCES);
  const logger = new KeepingLogger();
  const answers: string[] = [];
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let client: IacClient;
  let knex: Knex;

  beforeAll(async () => {
    for (const { name, value } of variables) {
      process.env[processVariable(name)] = value;
    }
    directory.setContent({
      'code/infra': Object.fromEntries(
        Object.entries(ENVIRONMENTS).map(([name, code]) => [
          name,
          { 'main.tf': code },
        ]),
      ),
    });
    knex = await databases.init('SQLITE_3');
    backend = await startTestBackend({
      features: [
        iacPlugin,
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => ({ ...logger, child: () => logger }),
        }),
        mockServices.rootConfig.factory({ data: configuration() }),
      ],
    });
    const { port } = backend.server.address() as AddressInfo;
    client = new IacClient({
      discoveryApi: {
        getBaseUrl: async () => `http://localhost:${port}/api/iac`,
      },
      fetchApi: {
        fetch: async (url, init) => {
          const response = await fetch(url, {
            ...init,
            headers: {
              ...init?.headers,
              Authorization: mockCredentials.user.header(),
            },
          });
          answers.push(await response.clone().text());
          return response;
        },
      },
    });
  });

  afterAll(async () => {
    await backend?.stop();
    for (const { name } of variables) delete process.env[processVariable(name)];
  });

  function configuration() {
    const git = SOURCES.find(({ kind }) => kind === 'git');
    const shared = {
      secrets: Object.fromEntries(
        variables.map(({ name }) => [name, { env: processVariable(name) }]),
      ),
      state: {
        type: 'local',
        env: Object.fromEntries(
          SOURCES.filter(({ kind }) => kind === 'state').map(
            ({ name, value }) => [name, value],
          ),
        ),
      },
    };
    return {
      integrations: {
        gitea: [
          { host: 'localhost:1', username: 'bot', password: git?.value ?? '' },
        ],
      },
      iac: {
        home: directory.resolve('home'),
        artifacts: directory.resolve('artifacts'),
        sources: {
          platform: {
            target: directory.resolve('code'),
            environments: 'infra/*',
          },
          remote: { target: 'https://localhost:1/team/infra.git' },
        },
        environments: {
          ...Object.fromEntries(
            Object.keys(ENVIRONMENTS).map(name => [name, shared]),
          ),
          unreachable: { ...shared, source: 'remote', directory: 'envs/x' },
        },
      },
    };
  }

  async function ended(run: Run): Promise<Run> {
    for (;;) {
      const now = await client.getRun(run.id);
      if (now.finishedAt || now.state === 'awaiting_approval') return now;
    }
  }

  async function logOf(run: Run): Promise<string> {
    const { chunks } = await client.readLog(run.id);
    return chunks.map(({ text }) => text).join('');
  }

  it('are planned, applied and checked, and nothing shows them', async () => {
    const run = await client.createRun({
      environment: 'printing',
      operation: 'plan-and-apply',
      reason: typed(SOURCES.filter(({ kind }) => kind !== 'git')),
    });
    const waiting = await ended(run);
    expect(waiting.error).toBeUndefined();
    expect(waiting.state).toBe('awaiting_approval');
    // The plan file is there, and is sealed; nothing beside it holds a value.
    expect(
      await search.inFolder(directory.resolve(`home/runs/${run.id}`)),
    ).toEqual([]);
    const planText = await client.getPlanText(run.id);
    expect(planText).toContain('[redacted:db_password]');
    const plan = await client.getPlan(run.id);
    expect(JSON.stringify(plan)).toContain('[redacted:config]');
    expect(plan?.summary.checks[0].messages[0]).toMatch(/^It is \[redacted/);

    await client.approveRun(run.id, {
      approvalDigest: waiting.digests!.approval,
      comment: typed(SOURCES.filter(({ kind }) => kind !== 'git')),
    });
    let applied = await client.getRun(run.id);
    while (!applied.finishedAt) applied = await client.getRun(run.id);
    expect(applied.error).toBeUndefined();
    expect(applied.state).toBe('applied');
    const log = await logOf(run);
    for (const name of ['db_password', 'config', 'PGPASSWORD']) {
      expect(log).toContain(`[redacted:${name}]`);
    }

    const check = await client.createRun({
      environment: 'printing',
      operation: 'drift-check',
    });
    expect((await ended(check)).state).toBe('planned_and_finished');
  });

  it.each([
    ['invalid', 'var.db_password is [redacted:db_password]'],
    ['refused', '[redacted:db_password]'],
    ['unreachable', 'Git could not read'],
  ])('stay hidden when planning fails: %s', async (environment, message) => {
    const run = await client.createRun({
      environment,
      operation: 'plan-only',
      reason: environment === 'unreachable' ? typed(SOURCES) : undefined,
    });
    const failed = await ended(run);
    expect(failed.state).toBe('errored');
    expect(failed.error?.message).toContain(message);
    await logOf(run);
  });

  it('stay hidden when applying fails', async () => {
    const run = await client.createRun({
      environment: 'broken',
      operation: 'plan-and-apply',
    });
    const waiting = await ended(run);
    await client.approveRun(run.id, {
      approvalDigest: waiting.digests!.approval,
      comment: typed(SOURCES.filter(({ kind }) => kind !== 'git')),
    });
    let failed = await client.getRun(run.id);
    while (!failed.finishedAt) failed = await client.getRun(run.id);
    expect(failed.state).toBe('errored');
    expect(failed.error?.message).toContain('refused: [redacted:db_password]');
    expect(await logOf(run)).toContain('[redacted:PGPASSWORD]');
  });

  it('are in no table, file, log line or answer', async () => {
    for (const environment of ['printing', 'invalid', 'broken']) {
      await client.getEnvironment(environment);
    }
    await client.listEnvironments();
    const { items } = await client.listRuns({ limit: 100 });
    for (const run of items) {
      await client.getPlan(run.id);
      await client.getPlanText(run.id);
      await logOf(run);
    }
    // Or the tests before proved nothing.
    expect(items.length).toBeGreaterThanOrEqual(6);
    const tables: Array<{ name: string }> = await knex('sqlite_master')
      .select('name')
      .where('type', 'table');
    const dump: string[] = [];
    for (const { name } of tables) {
      dump.push(JSON.stringify(await knex(name).select('*')));
    }
    expect(dump.join('')).toContain('[redacted:db_password]');
    expect(logger.kept.length).toBeGreaterThan(0);
    expect(answers.length).toBeGreaterThan(20);
    expect([
      ...(await search.in('the database', dump.join('\n'))),
      ...(await search.in('the log', logger.kept.join('\n'))),
      ...(await search.in('the API', answers.join('\n'))),
      ...(await search.inFolder(directory.resolve('artifacts'))),
      // The state is Terraform's own, and holds what it must.
      ...(await search.inFolder(directory.resolve('home'), {
        except: /\/home\/state\//,
      })),
    ]).toEqual([]);
  });
});
