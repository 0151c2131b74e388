import { ConfigReader } from '@backstage/config';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { readIacConfig } from './readIacConfig';

const ROOT_MODULE = { 'main.tf': 'resource "terraform_data" "this" {}' };

const KEY = { id: '2026', secret: Buffer.alloc(32, 'k').toString('base64') };

describe('readIacConfig', () => {
  const repository = createMockDirectory();

  beforeEach(() =>
    repository.setContent({
      infra: {
        environments: {
          staging: ROOT_MODULE,
          production: ROOT_MODULE,
          'notes-for-people': { 'README.md': '' },
        },
        modules: { network: ROOT_MODULE },
      },
    }),
  );

  const read = (iac: object) =>
    readIacConfig(new ConfigReader({ iac }), { baseDir: repository.path });

  const platform = {
    platform: { target: './', environments: 'infra/environments/*' },
  };

  it('reads what counts how much, by check and tier', () => {
    const { checks } = read({
      checks: {
        'drift.current': { required: { production: false }, freshness: '2h' },
      },
    });
    expect(checks).toEqual({
      'drift.current': { required: { production: false }, freshness: 7200 },
    });
    expect(() => read({ checks: { drift: {} } })).toThrow(
      "is not the id of a check, such as 'drift.current'",
    );
    expect(() =>
      read({ checks: { 'drift.current': { freshness: '1s' } } }),
    ).toThrow('must be a minute or more');
  });

  it('finds the root modules that the glob of a directory matches', () => {
    const { environments } = read({ sources: platform });

    expect(environments.map(({ name }) => name)).toEqual([
      'production',
      'staging',
    ]);
    expect(environments[1]).toEqual({
      name: 'staging',
      title: undefined,
      description: undefined,
      tier: 'standard',
      owner: undefined,
      labels: {},
      source: 'platform',
      engine: {
        name: 'staging',
        source: {
          type: 'directory',
          path: repository.path,
          // What the portal writes there is no part of the code.
          exclude: [
            repository.resolve('.iac'),
            repository.resolve('artifacts/infra'),
          ],
        },
        ref: undefined,
        directory: 'infra/environments/staging',
        state: { type: 'local', config: {}, env: {} },
        variables: {},
        variableFiles: [],
        env: {},
        tool: {},
      },
      secrets: {},
      drift: {
        cron: '0 2 * * *',
        jitterSeconds: 1800,
        freshnessSeconds: 26 * 3600,
        ignore: [],
      },
      protection: {
        approvals: {
          required: 1,
          approvers: [],
          requesterMayApprove: true,
          authorMayApprove: true,
          expiresAfterSeconds: 24 * 3600,
          onNewCommit: 'void',
        },
        apply: 'manual',
        reasonRequired: false,
        ticket: { required: false },
        freezeWindows: [],
        guardedResources: [],
      },
      forceCancelAfterSeconds: 120,
      rotation: {
        maxAgeSeconds: 90 * 24 * 3600,
        warnBeforeSeconds: 15 * 24 * 3600,
        window: undefined,
        docs: undefined,
        enforce: false,
      },
      promotesFrom: undefined,
    });
  });

  it('has places and limits of its own without an iac section', () => {
    expect(
      readIacConfig(new ConfigReader({}), { baseDir: '/srv/portal' }),
    ).toEqual({
      home: '/srv/portal/.iac',
      artifacts: '/srv/portal/artifacts/infra',
      concurrency: 2,
      runOnStartup: false,
      encryption: { keys: [], required: false },
      retention: { rescuedStatesSeconds: 30 * 24 * 3600 },
      leaseSeconds: 60,
      groups: {},
      access: { services: [], unlistedServices: 'allow' },
      secretSources: {},
      environments: [],
    });
  });

  it('resolves relative paths from the base directory, and leaves names on the PATH alone', () => {
    const { home, artifacts, cliConfigFile, environments } = read({
      home: 'data',
      artifacts: '/var/lib/iac',
      terraform: { binary: 'tofu', cliConfigFile: 'infra/terraformrc' },
      sources: platform,
      environments: {
        staging: {
          terraform: { binary: './bin/terraform' },
          state: { type: 'local', config: { path: 'states/staging.tfstate' } },
        },
      },
    });

    expect({ home, artifacts, cliConfigFile }).toEqual({
      home: repository.resolve('data'),
      artifacts: '/var/lib/iac',
      cliConfigFile: repository.resolve('infra/terraformrc'),
    });
    const [production, staging] = environments;
    expect(production.engine.tool).toEqual({ binary: 'tofu' });
    expect(staging.engine.tool.binary).toBe(
      repository.resolve('bin/terraform'),
    );
    expect(staging.engine.state.config).toEqual({
      path: repository.resolve('states/staging.tfstate'),
    });
  });

  it('refines what it found by name, over the defaults', () => {
    const [production, staging] = read({
      terraform: { version: '>=1.6', env: { LOG: 'all' } },
      sources: platform,
      defaults: {
        owner: 'group:default/platform',
        labels: { region: 'eu', cost: 'a' },
        drift: { schedule: { cron: '0 3 * * *' }, jitter: { minutes: 10 } },
        secrets: {
          api_token: { env: 'API_TOKEN' },
          db_password: { env: 'DB_PASSWORD' },
        },
      },
      environments: {
        production: {
          title: 'Production',
          tier: 'production',
          promotesFrom: 'staging',
          labels: { cost: 'b' },
          env: { LOG: 'none' },
          drift: { freshness: '2h' },
          approvals: { required: 2 },
          variables: { replicas: 3, zones: ['a', 'b'] },
          variableFiles: ['production.tfvars'],
          secrets: { db_password: { env: 'PRODUCTION_DB_PASSWORD' } },
          state: {
            type: 'pg',
            config: { schema_name: 'production' },
            env: { PGPASSWORD: 'secret' },
            workspace: 'blue',
          },
        },
      },
    }).environments;

    expect(production).toMatchObject({
      title: 'Production',
      tier: 'production',
      owner: 'group:default/platform',
      promotesFrom: 'staging',
      labels: { region: 'eu', cost: 'b' },
      drift: {
        cron: '0 3 * * *',
        jitterSeconds: 600,
        freshnessSeconds: 7200,
        ignore: [],
      },
      protection: { approvals: { required: 2 } },
      secrets: {
        api_token: { source: 'env', key: 'API_TOKEN' },
        db_password: { source: 'env', key: 'PRODUCTION_DB_PASSWORD' },
      },
      engine: {
        directory: 'infra/environments/production',
        variables: { replicas: 3, zones: ['a', 'b'] },
        variableFiles: ['production.tfvars'],
        env: { LOG: 'none' },
        tool: { version: '>=1.6' },
        state: {
          type: 'pg',
          config: { schema_name: 'production' },
          env: { PGPASSWORD: 'secret' },
          workspace: 'blue',
        },
      },
    });
    expect(staging).toMatchObject({
      tier: 'standard',
      labels: { region: 'eu', cost: 'a' },
      engine: { env: { LOG: 'all' } },
    });
  });

  it('reads references to secrets, and where their sources are', () => {
    const config = read({
      sources: platform,
      secrets: {
        sources: {
          vault: { address: 'https://vault.example.com' },
          archive: { type: 'vault', address: 'https://old.example.com' },
        },
      },
      environments: {
        staging: {
          secrets: {
            db_password: { vault: 'kv/staging', field: 'password', version: 3 },
            old_token: { archive: 'kv/old' },
          },
        },
      },
    });

    expect(config.environments[1].secrets).toEqual({
      db_password: {
        source: 'vault',
        key: 'kv/staging',
        field: 'password',
        version: '3',
      },
      old_token: { source: 'archive', key: 'kv/old' },
    });
    expect(config.secretSources).toEqual({
      vault: {
        kind: 'vault',
        settings: { address: 'https://vault.example.com' },
      },
      archive: {
        kind: 'vault',
        settings: { address: 'https://old.example.com' },
      },
    });
  });

  it('lets one directory serve several environments, in place of the one found there', () => {
    const { environments } = read({
      sources: platform,
      environments: {
        'eu-1': { directory: 'infra/environments/production' },
        'us-1': { directory: './infra/environments/production/' },
      },
    });

    expect(
      environments.map(({ name, engine }) => `${name} ${engine.directory}`),
    ).toEqual([
      'eu-1 infra/environments/production',
      'staging infra/environments/staging',
      'us-1 infra/environments/production',
    ]);
  });

  it('takes environments of a git remote by name, and its ref', async () => {
    const credentials = { headers: { Authorization: 'Basic token' } };
    const { environments } = readIacConfig(
      new ConfigReader({
        iac: {
          sources: {
            live: { target: 'https://git.example.com/live.git', ref: 'main' },
          },
          environments: {
            staging: { directory: 'envs/staging' },
            production: { directory: 'envs/production', ref: 'v1.4' },
          },
        },
      }),
      { baseDir: repository.path, gitCredentials: async () => credentials },
    );

    const [production, staging] = environments;
    expect(staging).not.toHaveProperty('problem');
    expect(staging.engine).toMatchObject({
      directory: 'envs/staging',
      ref: 'main',
      source: { type: 'git', url: 'https://git.example.com/live.git' },
    });
    expect(production.engine.ref).toBe('v1.4');
    const { source } = production.engine;
    expect(source.type === 'git' && (await source.credentials?.())).toEqual(
      credentials,
    );
  });

  it.each([
    [
      'a name that matches no directory',
      { sources: platform, environments: { qa: {} } },
      'qa',
      "No directory named 'qa' with .tf files matches 'infra/environments/*' in source 'platform'. Create it, or set 'iac.environments.qa.directory'",
    ],
    [
      'a directory that is missing',
      { sources: platform, environments: { qa: { directory: 'infra/qa' } } },
      'qa',
      "Directory 'infra/qa' of source 'platform' does not exist or holds no .tf file",
    ],
    [
      'a git environment without a directory',
      {
        sources: { live: { target: 'https://git.example.com/live.git' } },
        environments: { qa: {} },
      },
      'qa',
      "Source 'live' is a git remote, where environments are not searched for. Set 'iac.environments.qa.directory'",
    ],
    [
      'a name that two sources have',
      {
        sources: {
          ...platform,
          other: { target: 'infra', environments: 'environments/*' },
        },
      },
      'staging',
      "2 directories are named 'staging': 'platform:infra/environments/staging', 'other:environments/staging'. Say which one with 'iac.environments.staging.source' and 'iac.environments.staging.directory'",
    ],
  ])('keeps %s as an environment with a problem', (_, iac, name, problem) => {
    expect(
      read(iac).environments.find(environment => environment.name === name)
        ?.problem,
    ).toBe(problem);
  });

  it.each([
    [
      'an unknown key',
      { sources: platform, environments: { staging: { approvers: [] } } },
      `'iac.environments.staging': Unrecognized key: "approvers"`,
    ],
    [
      'a number of the wrong size',
      { worker: { concurrency: 0 } },
      `'iac.worker.concurrency': Too small: expected number to be >=1`,
    ],
    [
      'a duration that is none',
      { defaults: { drift: { jitter: 'soon' } } },
      `'iac.defaults.drift.jitter': must be a duration such as '30m' or { minutes: 30 }, got "soon"`,
    ],
    [
      'a schedule that is none',
      { defaults: { drift: { schedule: { cron: 'nightly' } } } },
      `'iac.defaults.drift.schedule.cron': must be a cron expression of five fields, such as '0 2 * * *'`,
    ],
    [
      'an unknown backend',
      { environments: { staging: { state: { type: 'ftp' } } } },
      `'iac.environments.staging.state.type': Invalid option: expected one of "local"`,
    ],
    [
      "one of Terraform's own settings as environment",
      { environments: { staging: { env: { TF_LOG: 'trace' } } } },
      `'iac.environments.staging.env.TF_LOG': is a setting of Terraform itself; use 'state', 'variables' or 'secrets'`,
    ],
    [
      'a directory outside the source',
      { environments: { staging: { directory: '../other' } } },
      `'iac.environments.staging.directory': must be a relative path with / that does not leave its source`,
    ],
    [
      'a name that is not safe in a path',
      { environments: { '../staging': {} } },
      `'iac.environments.../staging': must be 1 to 63 letters, digits, dots, dashes or underscores`,
    ],
    [
      'a secret in clear',
      { environments: { staging: { secrets: { token: 'abc' } } } },
      `'iac.environments.staging.secrets.token': must be a reference such as { env: DB_PASSWORD }, never the value`,
    ],
    [
      'a secret from two sources',
      {
        environments: {
          staging: { secrets: { token: { env: 'A', vault: 'b' } } },
        },
      },
      `'iac.environments.staging.secrets.token': must name one source, such as { env: DB_PASSWORD }`,
    ],
    [
      'a secret from no source',
      { environments: { staging: { secrets: { token: { field: 'a' } } } } },
      `'iac.environments.staging.secrets.token': must name one source`,
    ],
    [
      'a secret from a source that is misspelt',
      {
        sources: platform,
        environments: { staging: { secrets: { token: { valt: 'kv/a' } } } },
      },
      `'iac.environments.staging.secrets.token' names the source 'valt', which is not under 'iac.secrets.sources'; known are 'age', 'aws', 'env', 'gcp', 'sops', 'vault'`,
    ],
    [
      'a secret of no process variable',
      { environments: { staging: { secrets: { token: { env: 'A-B' } } } } },
      `'iac.environments.staging.secrets.token': 'A-B' is not a name of a process variable`,
    ],
    [
      'a source of secrets that cannot be named',
      { secrets: { sources: { field: {} } } },
      `'iac.secrets.sources.field': is a setting of references, not the id of a source`,
    ],
    [
      'a source that is missing',
      { sources: { platform: { target: './nowhere' } } },
      `'iac.sources.platform.target' is './nowhere', but there is no directory`,
    ],
    [
      'a source over another protocol',
      { sources: { platform: { target: 'git@github.com:acme/live.git' } } },
      `'iac.sources.platform.target' must be a directory, https://… or file://…, got 'git@github.com:acme/live.git'`,
    ],
    [
      'credentials in a source',
      { sources: { live: { target: 'https://bot:token@git.example.com/x' } } },
      `'iac.sources.live.target' must not hold credentials`,
    ],
    [
      'a glob over a git remote',
      {
        sources: {
          live: { target: 'https://git.example.com/x', environments: '*' },
        },
      },
      `'iac.sources.live.environments' is a glob over a git remote`,
    ],
    [
      'an unknown source',
      { sources: platform, environments: { staging: { source: 'live' } } },
      `'iac.environments.staging.source' is 'live', which is not under 'iac.sources'; known are 'platform'`,
    ],
    [
      'an environment without any source',
      { environments: { staging: {} } },
      `'iac.environments.staging' needs a source, and 'iac.sources' is empty`,
    ],
    [
      'an ambiguous source',
      {
        sources: { ...platform, other: { target: 'infra' } },
        environments: { qa: { directory: 'qa' } },
      },
      `'iac.environments.qa.source' is missing; choose one of 'platform', 'other'`,
    ],
    [
      'a promotion from nowhere',
      {
        sources: platform,
        environments: { production: { promotesFrom: 'qa' } },
      },
      `'iac.environments.production.promotesFrom' is 'qa', which is not another environment; known are 'staging'`,
    ],
    [
      'an encryption key of another length',
      { encryption: { keys: [{ id: 'a', secret: 'c2hvcnQ=' }] } },
      `'iac.encryption.keys.0.secret': is 5 bytes and must be 32, in base64; make one with 'openssl rand -base64 32'`,
    ],
    [
      'an encryption key that is not base64',
      { encryption: { keys: [{ id: 'a', secret: '*'.repeat(44) }] } },
      `'iac.encryption.keys.0.secret': is not base64; make one with 'openssl rand -base64 32'`,
    ],
    [
      'an encryption key whose secret was not in the process environment',
      { encryption: { keys: [{ id: 'a' }] } },
      `'iac.encryption.keys.0.secret': is missing; make one with 'openssl rand -base64 32'`,
    ],
    [
      'two encryption keys of one id',
      { encryption: { keys: [KEY, KEY] } },
      `'iac.encryption.keys.1.id': '2026' is there twice`,
    ],
    [
      'a retention that leaves no time to save a state',
      { retention: { rescuedStates: { hours: 1 } } },
      `'iac.retention.rescuedStates': must be a day or more`,
    ],
    [
      'an encryption key without a usable id',
      { encryption: { keys: [{ ...KEY, id: 'my key' }] } },
      `'iac.encryption.keys.0.id': must be 1 to 64 letters`,
    ],
  ])('refuses %s, naming the key', (_, iac, message) => {
    expect(() => read(iac)).toThrow(message);
  });

  it('reads encryption keys and how long rescued states are kept', () => {
    const { encryption, retention } = read({
      encryption: { required: true, keys: [KEY] },
      retention: { rescuedStates: { days: 7 } },
    });
    expect(encryption).toEqual({
      required: true,
      keys: [{ id: '2026', secret: Buffer.alloc(32, 'k') }],
    });
    expect(retention).toEqual({ rescuedStatesSeconds: 7 * 24 * 3600 });
  });

  it.each([
    [
      'iac.sources.live.target',
      { sources: { live: { target: 'https://bot:hunter2@example.com' } } },
    ],
    [
      'iac.encryption.keys.0.secret',
      { encryption: { keys: [{ id: 'a', secret: 'hunter2' }] } },
    ],
  ])('never repeats the value of a credential in an error, %s', (key, iac) => {
    let message = '';
    try {
      read(iac);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(key);
    expect(message).not.toContain('hunter2');
  });

  describe('the rotation of secrets', () => {
    const rotationOf = (common: object, own: object) =>
      read({
        sources: platform,
        secrets: { rotation: common },
        environments: { staging: { secretRotation: own } },
      }).environments[1].rotation;

    it('is what all say, and an environment otherwise', () => {
      const common = {
        maxAge: '60d',
        warnBefore: { days: 10 },
        window: 'Sun 02:00–04:00 UTC',
        docs: 'https://docs.acme.example/rotate',
      };
      expect(rotationOf(common, { maxAge: '30d', enforce: true })).toEqual({
        maxAgeSeconds: 30 * 24 * 3600,
        warnBeforeSeconds: 10 * 24 * 3600,
        window: 'Sun 02:00–04:00 UTC',
        docs: 'https://docs.acme.example/rotate',
        enforce: true,
      });
    });

    it('warns late enough when the limit is short', () => {
      expect(rotationOf({ maxAge: '6d' }, {})).toMatchObject({
        warnBeforeSeconds: 24 * 3600,
      });
    });

    it('refuses to warn all the time, and an address that is none', () => {
      expect(() =>
        rotationOf({ maxAge: '10d', warnBefore: '10d' }, {}),
      ).toThrow("'warnBefore' must be shorter than 'maxAge'");
      expect(() => rotationOf({ docs: 'data:text/html,rotate' }, {})).toThrow(
        "'iac.secrets.rotation.docs': must be an https:// address",
      );
    });
  });
});
