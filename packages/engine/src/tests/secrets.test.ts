import { pathToFileURL } from 'node:url';
import { Harness } from './Harness';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

const SECRET = 'correct-horse-"battery"-staple';

const CODE = `variable "password" {
  type      = string
  sensitive = true
}

variable "token" {
  type      = string
  ephemeral = true
}

resource "terraform_data" "database" {
  input            = nonsensitive(var.password)
  triggers_replace = base64encode(nonsensitive(var.password))
  provisioner "local-exec" {
    command = "env; echo password=$P"
    environment = {
      P = nonsensitive(var.password)
    }
  }
}

output "leak" {
  value = nonsensitive(var.password)
}
`;

describe('secrets', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': CODE });
    harness.define('staging', {
      env: { REGION: 'north-1' },
      secrets: [
        { name: 'password', value: SECRET, source: 'env:PW', version: '1' },
        {
          name: 'token',
          value: 'ephemeral-4711',
          source: 'env:T',
          version: '1',
        },
      ],
    });
    process.env.PORTAL_SECRET = 'of-the-portal-itself';
  });
  afterEach(() => {
    delete process.env.PORTAL_SECRET;
    harness.dispose();
  });

  it('never leave the engine, whatever the code does with them', async () => {
    const plan = await harness.plan('staging');
    const applied = await harness.apply('staging');
    const outside = JSON.stringify([harness.events, plan, applied]);
    expect(harness.log('apply')).toContain('password=[redacted:password]');
    for (const form of [
      SECRET,
      JSON.stringify(JSON.stringify(SECRET)).slice(3, -3),
      Buffer.from(SECRET).toString('base64'),
      'battery',
      'ephemeral-4711',
    ]) {
      expect(outside).not.toContain(form);
    }
  });

  it("leaves nothing of the portal's environment to Terraform's children", async () => {
    await harness.plan('staging');
    const { applyLog } = await harness.apply('staging');
    const names = [...applyLog.matchAll(/\(local-exec\): ([A-Z_a-z]+)=/g)].map(
      ([, name]) => name,
    );
    expect(names).toContain('REGION');
    expect(applyLog).not.toContain('of-the-portal-itself');
    const foreign = names.filter(name => name in process.env);
    expect(
      foreign.filter(
        name =>
          ![
            'PATH',
            'HOME',
            'PWD',
            'SHLVL',
            '_',
            'OLDPWD',
            'TMPDIR',
            'CHECKPOINT_DISABLE',
          ].includes(name),
      ),
    ).toEqual([]);
    // Only what Terraform does not keep in the plan is given again.
    expect(names).toContain('TF_VAR_token');
    expect(names).not.toContain('TF_VAR_password');
  });

  it('of a variable file are not shown with the line that has an error', async () => {
    harness.write({
      'envs/staging/main.tf': 'variable "pin" {}\n',
      'envs/staging/secret.auto.tfvars': 'pin = "nobody-injected-this\n',
    });
    harness.define('staging', { secrets: [] });
    await expect(harness.plan('staging')).rejects.toThrow(
      /secret\.auto\.tfvars/,
    );
    expect(harness.log('fmt')).toContain('secret.auto.tfvars line 1');
    expect(JSON.stringify(harness.events)).not.toContain('nobody-injected');
  });

  it.each([
    ['abc', 'it is too short to be told from other text'],
    ['Password', 'it is a common word'],
    ['staging', 'it is a common word'],
  ])('are refused before Terraform starts: %s', async (value, reason) => {
    harness.define('staging', {
      secrets: [{ name: 'pin', value, source: 'env:PIN', version: '1' }],
    });
    await expect(harness.plan('staging')).rejects.toMatchObject({
      name: 'RunFailure',
      message: expect.stringContaining(
        `The secret variable 'pin' (env:PIN) cannot be kept out of logs: ${reason}`,
      ),
      nextStep: expect.stringContaining('Rotate it'),
    });
    expect(harness.events.filter(({ type }) => type === 'tool')).toEqual([]);
  });

  it('are warned of when they are short', async () => {
    const [, token] = harness.environment('staging').secrets;
    harness.define('staging', {
      secrets: [
        { name: 'password', value: 'tok-1', source: 'env:PW', version: '1' },
        token,
      ],
    });
    const { planText } = await harness.plan('staging');
    expect(harness.log('fetch')).toBe(
      "Warning: the secret variable 'password' (env:PW) is short: it is masked only where it stands as a word of its own. Use a longer, random value.\n",
    );
    expect(planText).toContain('leak = "[redacted:password]"');
  });

  it('of the state are refused by their name, for not all are secret', async () => {
    const env = { PGUSER: 'postgres', PGPASSWORD: 'postgres' };
    harness.define('staging', { state: { type: 'local', config: {}, env } });
    await expect(harness.plan('staging')).rejects.toThrow(
      "The credential 'PGPASSWORD' (the state's settings) cannot be kept",
    );
  });

  it('of git never leave the engine, whatever the code holds', async () => {
    const token = 'ghs_a1b2c3d4"e5f6&g7h8';
    harness.write({
      'envs/staging/main.tf': `output "leak" {
  value = [${JSON.stringify(token)}, base64encode("x:${token.replace(
        '"',
        '\\"',
      )}")]
}
`,
    });
    harness.commit('leaks');
    const basic = Buffer.from(`bot:${token}`).toString('base64');
    harness.define('staging', {
      secrets: [],
      source: {
        type: 'git',
        url: pathToFileURL(harness.code).href,
        credentials: async () => ({
          headers: { Authorization: `Basic ${basic}` },
        }),
      },
    });
    const plan = await harness.plan('staging');
    expect(plan.planText).toContain('[redacted:git-credentials]');
    const outside = JSON.stringify([harness.events, plan]);
    expect(await plan.tripwire.search(outside)).toEqual([]);
    expect(outside).not.toContain('e5f6');
  });

  it('change the variable set with their version, not with their value', async () => {
    const first = await harness.plan('staging');
    const [password, token] = harness.environment('staging').secrets;
    harness.define('staging', {
      secrets: [{ ...password, version: '2' }, token],
    });
    const second = await harness.plan('staging');
    expect(second.digests.variableSet).not.toBe(first.digests.variableSet);
  });

  it.each(['TF_CLI_ARGS_plan', 'TF_LOG', 'PATH', 'LD_PRELOAD'])(
    'refuses %s in the environment',
    async name => {
      harness.define('staging', { env: { [name]: 'x' } });
      await expect(harness.plan('staging')).rejects.toThrow(
        `The name '${name}' in the environment's env is not allowed`,
      );
    },
  );
});
