import { Workplace } from '../__testUtils__/Workplace';

jest.setTimeout(120_000);

/** Each kind, where it cannot reach anything: its package was loaded, and says so in its own words. */
const KINDS: Array<[kind: string, settings: string, error: string]> = [
  [
    'age',
    '{ identities: { env: NONE } }',
    "may not be read: 'age:ref' needs a private key, and there is none",
  ],
  [
    'aws',
    '{ region: eu-central-1, endpoint: "http://127.0.0.1:1" }',
    "cannot be read now: 'aws:ref' could not be asked for",
  ],
  [
    'gcp',
    '{ project: acme }',
    "may not be read: 'gcp:ref' could not be asked for: there are no application default credentials",
  ],
  [
    'sops',
    '{ binary: ./none }',
    "cannot be read now: 'sops:ref' could not be decrypted: the program did not start",
  ],
  [
    'vault',
    '{ address: "http://127.0.0.1:1", auth: { token: t }, mounts: { ref: 1 } }',
    "is missing: 'vault:ref' is no path 'mount/path'",
  ],
];

describe('secret sources of iac on this machine', () => {
  let workplace: Workplace;

  afterEach(() => workplace.remove());

  const plan = async (sources: string, secret: string) => {
    workplace = Workplace.create({
      'app-config.yaml': `
iac:
  sources:
    here: { target: infra, environments: envs/* }
  secrets:
    sources: ${sources}
  environments:
    staging:
      secrets:
        password: ${secret}
`,
      'infra/envs/staging/main.tf': '',
      ref: '',
    });
    return workplace.iac('plan staging', {
      env: {
        AWS_ACCESS_KEY_ID: 'iac',
        AWS_SECRET_ACCESS_KEY: 'iac',
        GOOGLE_APPLICATION_CREDENTIALS: '/none',
      },
    });
  };

  it.each(KINDS)('has %s', async (kind, settings, error) => {
    const { exitCode, stderr } = await plan(
      `{ ${kind}: ${settings} }`,
      `{ ${kind}: ref }`,
    );

    expect(stderr).toContain(
      `Secret 'password' of environment 'staging' ${error}`,
    );
    expect(exitCode).toBe(1);
  });

  it.each([
    ['{}', '{ vault: kv/a }', "The secret source 'vault' has no settings"],
    [
      '{ mine: { type: keepass } }',
      '{ mine: a }',
      "The command line knows no secret source of the kind 'keepass', which 'mine' is",
    ],
    [
      '{ vault: { address: "https://v" } }',
      '{ vault: kv/a }',
      "'iac.secrets.sources.vault.auth': must have one of",
    ],
  ])('with sources %s refuses %s', async (sources, secret, error) => {
    const { exitCode, stderr } = await plan(sources, secret);

    expect(stderr).toContain(error);
    expect(exitCode).toBe(1);
  });
});
