import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  iacSecretSourcesExtensionPoint,
  SecretRegistry,
  SecretSourceError,
  toEngineEnvironment,
  type SecretSource,
} from '@backstage-iac/plugin-iac-node';
import { RunHarness } from '../__testUtils__/RunHarness';
import { iacPlugin } from '../plugin';
import { SecretSources } from '../secrets/SecretSources';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** A source with one secret, of which people store new versions. */
class Safe implements SecretSource {
  version = 1;
  trouble?: SecretSourceError;

  async describe() {
    return { version: String(this.version), state: 'enabled' as const };
  }

  async read() {
    if (this.trouble) throw this.trouble;
    return { value: `hunter-${this.version}`, version: String(this.version) };
  }
}

describe.each(databases.eachSupportedId())('secrets of runs, %p', id => {
  const directory = createMockDirectory();
  let safe: Safe;
  let runs: RunHarness;

  beforeEach(async () => {
    safe = new Safe();
    const registry = SecretRegistry.create({
      sources: new Map([['safe', safe]]),
      digestKey: Buffer.alloc(32),
    });
    const secrets = { db_password: { source: 'safe', key: 'db' } };
    runs = await RunHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
      prepare: async (definition, planned) =>
        toEngineEnvironment(
          definition,
          await registry.resolve({ ...definition, secrets }, { planned }),
        ),
    });
    runs.engine.script.changes = 1;
    runs.work();
  });

  afterEach(() => runs.stop());

  it('are applied at the versions that were planned, and these are kept', async () => {
    const run = await runs.planAndApply('staging');
    const planned = await runs.reaches(run, 'awaiting_approval');
    expect(planned.secretVersions).toEqual({
      db_password: { source: 'safe:db', version: '1' },
    });

    await runs.approve(run);
    await runs.reaches(run, 'applied');

    expect(runs.engine.applies[0].environment.secrets).toEqual([
      {
        name: 'db_password',
        value: 'hunter-1',
        source: 'safe:db',
        version: '1',
      },
    ]);
  });

  it('make the plan stale when one was rotated, which is planned again and not applied', async () => {
    const run = await runs.planAndApply('staging');
    await runs.reaches(run, 'awaiting_approval');
    safe.version = 2;
    await runs.approve(run);

    const stale = await runs.reaches(run, 'discarded');

    expect(stale).toMatchObject({
      error: {
        message:
          'A secret has moved since the plan: db_password from version 1 to 2; plan again',
        nextStep: 'Review the new plan, run #2.',
      },
      successor: { number: 2, why: 'replanned' },
    });
    expect(runs.engine.applies).toEqual([]);

    const next = await runs.parts.runs.get(stale.successor!.runId);
    const planned = await runs.reaches(next, 'awaiting_approval');
    expect(planned.secretVersions?.db_password.version).toBe('2');
  });

  it('fail a run that cannot have them before Terraform starts', async () => {
    safe.trouble = new SecretSourceError(
      'denied',
      'is refused by the policies',
    );
    const run = await runs.plan('staging');

    const { error } = await runs.reaches(run, 'errored');

    expect(error).toEqual({
      message:
        "Secret 'db_password' of environment 'staging' may not be read: 'safe:db' is refused by the policies",
      nextStep: expect.any(String),
    });
    expect(runs.engine.plans).toEqual([]);
  });
});

describe('the extension point of secret sources', () => {
  const home = createMockDirectory();

  it('takes each id once, and never that of the process', () => {
    const sources = new SecretSources();
    sources.addSource('safe', new Safe());

    expect(() => sources.addSource('safe', new Safe())).toThrow(
      "There is a secret source 'safe' already",
    );
    expect(() => sources.addSource('env', new Safe())).toThrow(
      "There is a secret source 'env' already",
    );
  });

  it('is there for modules, before the plugin starts', async () => {
    const added: string[] = [];
    const module = createBackendModule({
      pluginId: 'iac',
      moduleId: 'test',
      register(env) {
        env.registerInit({
          deps: { sources: iacSecretSourcesExtensionPoint },
          async init({ sources }) {
            sources.addSource('safe', new Safe());
            added.push('safe');
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        iacPlugin,
        module,
        mockServices.rootConfig.factory({
          data: { iac: { home: home.path } },
        }),
      ],
    });
    await backend.stop();

    expect(added).toEqual(['safe']);
  });
});
