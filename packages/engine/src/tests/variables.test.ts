import type { VariableOrigin } from '@backstage-iac/plugin-iac-common';
import type { SecretVariable } from '../types';
import { Harness } from './Harness';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

function secret(name: string, value: SecretVariable['value']): SecretVariable {
  return { name, value, source: `vault:kv/staging#${name}`, version: '7' };
}

/** `a < b`: a is in force, and b was given too. */
function describeOrigin({ name, origin, overrides }: VariableOrigin): string {
  const words = [origin, ...overrides].map(source => {
    if (source.kind === 'file') return source.file;
    return source.kind === 'secret'
      ? `${source.source}@${source.version}`
      : source.kind;
  });
  return `${name}: ${words.join(' > ')}`;
}

describe('variables', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
  });
  afterEach(() => harness.dispose());

  it('of every type get a secret as it is', async () => {
    const object = { user: 'ada ${upper}', ports: [1, 2], on: true };
    const values: Record<string, [type: string, SecretVariable['value']]> = {
      text: ['string', 'plain %{if}'],
      json_text: ['string', '{"looks": "like ${json}"}'],
      untyped: ['', '["not", "a list"]'],
      anything: ['any', '{"a": "string"}'],
      number: ['number', 4_294_967],
      long: ['number', '12345678901234567890'],
      list: ['list(string)', ['a', 'b"${c}']],
      map: ['map(string)', { 'a b': '%{c}' }],
      object: [
        'object({ user = string, ports = list(number), on = bool })',
        object,
      ],
      document: [
        'object({ user = string, ports = list(number), on = bool })',
        JSON.stringify(object),
      ],
    };
    const declared = Object.entries(values).map(
      ([name, [type]]) =>
        `variable "${name}" {\n  sensitive = true\n${
          type && `  type = ${type}\n`
        }}\n`,
    );
    const members = Object.keys(values).map(name => `${name} = var.${name}`);
    harness.write({
      'envs/staging/main.tf': `${declared.join('')}
        resource "terraform_data" "all" {
          input = jsonencode({ ${members.join(', ')} })
        }`,
    });
    harness.define('staging', {
      secrets: Object.entries(values).map(([name, [, value]]) =>
        secret(name, value),
      ),
    });

    await harness.plan('staging');
    await harness.apply('staging');

    expect(harness.appliedInput('staging')).toEqual({
      text: 'plain %{if}',
      json_text: '{"looks": "like ${json}"}',
      untyped: '["not", "a list"]',
      anything: '{"a": "string"}',
      number: 4_294_967,
      long: expect.any(Number),
      list: ['a', 'b"${c}'],
      map: { 'a b': '%{c}' },
      object,
      document: object,
    });
  });

  it('are reported in the order in which Terraform takes them', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const assign = (value: string, ...given: string[]) =>
      given.map(name => `${name} = "${value}"\n`).join('');
    harness.write({
      'envs/staging/main.tf': names
        .map(name => `variable "${name}" {\n  default = "default"\n}\n`)
        .concat(
          names.map(name => `output "${name}" {\n  value = var.${name}\n}\n`),
        )
        .join('\n'),
      'envs/staging/terraform.tfvars': assign(
        'terraform.tfvars',
        'c',
        'd',
        'e',
        'f',
        'g',
      ),
      'envs/staging/b.auto.tfvars': assign('b.auto', 'd', 'e', 'f', 'g'),
      'envs/staging/B.auto.tfvars.json': '{"d": "B.auto"}',
      'envs/common.tfvars': assign('common', 'e', 'f', 'g'),
      'envs/staging.tfvars': assign('staging', 'f', 'g'),
    });
    harness.define('staging', {
      secrets: [secret('b', 'the-secret'), secret('c', 'another-secret')],
      variableFiles: ['../common.tfvars', '../staging.tfvars'],
      variables: { g: 'definition' },
    });

    const { variables, advice, planText } = await harness.plan('staging');

    expect(variables.map(describeOrigin)).toEqual([
      'a: default',
      'b: vault:kv/staging#b@7',
      'c: terraform.tfvars > vault:kv/staging#c@7',
      'd: b.auto.tfvars > B.auto.tfvars.json > terraform.tfvars',
      'e: ../common.tfvars > b.auto.tfvars > terraform.tfvars',
      'f: ../staging.tfvars > ../common.tfvars > b.auto.tfvars > terraform.tfvars',
      'g: definition > ../staging.tfvars > ../common.tfvars > b.auto.tfvars > terraform.tfvars',
    ]);
    // And Terraform agrees.
    for (const line of [
      'a = "default"',
      'c = "terraform.tfvars"',
      'd = "b.auto"',
      'e = "common"',
      'f = "staging"',
      'g = "definition"',
    ]) {
      expect(planText).toContain(line);
    }
    expect(advice).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'secret-overridden',
          place: 'terraform.tfvars',
        }),
        expect.objectContaining({
          code: 'secret-not-sensitive',
          place: 'main.tf:5',
        }),
      ]),
    );
    expect(JSON.stringify([variables, advice])).not.toContain('-secret"');
  });

  it('that could be safer are named with their place', async () => {
    harness.write({
      'envs/staging/variables.tf': [
        'variable "password" {',
        '  type      = string',
        '  sensitive = true',
        '}',
        '',
        'variable "token" {',
        '  type      = string',
        '  sensitive = true',
        '  ephemeral = true',
        '}',
        '',
      ].join('\n'),
      'envs/staging/main.tf': `resource "terraform_data" "database" {
        for_each = toset(["orders"])
        input    = { name = each.key, password = var.password }
      }
      output "password" {
        value     = var.password
        sensitive = true
      }`,
    });
    harness.define('staging', {
      secrets: [
        secret('password', 'correct-horse'),
        secret('token', 'ephemeral-4711'),
        secret('lost', 'never-used-4711'),
      ],
    });

    const { advice, variables } = await harness.plan('staging');

    expect(advice.map(({ code, place }) => `${code} ${place}`)).toEqual([
      'sensitive-not-ephemeral variables.tf:1',
      'secret-undeclared undefined',
      'sensitive-in-state terraform_data.database["orders"].input.password',
      'sensitive-in-state output.password',
    ]);
    expect(variables).toMatchObject([
      { name: 'password', sensitive: true, ephemeral: false },
      { name: 'token', sensitive: true, ephemeral: true },
    ]);
  });

  it('keep the old and the new value of a rotated secret out of an apply', async () => {
    harness.write({
      'envs/staging/main.tf': `
        variable "password" {
          type      = string
          sensitive = true
        }
        variable "token" {
          type      = string
          ephemeral = true
        }
        resource "terraform_data" "database" {
          input = var.password
          provisioner "local-exec" {
            command = "env | grep -c TF_VAR_password || echo not passed again"
          }
        }`,
    });
    const [before, token] = [
      secret('password', 'rot-A1234'),
      secret('token', 'token-one'),
    ];
    harness.define('staging', { secrets: [before, token] });
    await harness.plan('staging');
    // The source says another value under the version of the plan.
    harness.define('staging', {
      secrets: [
        { ...before, value: 'rot-B1234' },
        { ...token, value: 'token-two' },
      ],
    });

    const applied = await harness.apply('staging');

    const said = JSON.stringify([harness.events, applied]);
    expect(said).not.toMatch(/rot-[AB]1234|token-(one|two)/);
    expect(said).not.toContain('Ignoring variable');
    expect(harness.log('apply')).toContain('not passed again');
    expect(harness.localState('staging')).toHaveLength(1);
  });

  it('that are ephemeral are given again at apply, whatever stands in them', async () => {
    harness.write({
      'envs/staging/main.tf': `
        variable "login" {
          type      = object({ user = string, note = string })
          ephemeral = true
        }
        resource "terraform_data" "database" {
          provisioner "local-exec" {
            command = "test \\"$NOTE\\" = 'costs $$\{amount}'"
            environment = {
              NOTE = var.login.note
            }
          }
        }`,
    });
    harness.define('staging', {
      variables: { login: { user: 'ada', note: 'costs ${amount}' } },
    });
    await harness.plan('staging');

    expect(await harness.apply('staging')).toMatchObject({
      applied: { add: 1 },
    });
  });

  describe('in a file of secrets that somebody left beside the code', () => {
    const CODE =
      'variable "password" {\n  default = "default"\n}\noutput "p" {\n  value = var.password\n}\n';
    beforeEach(() => {
      harness.write({ 'envs/staging/main.tf': CODE });
    });

    it.each([
      ['without git', () => {}],
      [
        'that git ignores',
        (h: Harness) => {
          h.write({ '.gitignore': 'secrets.auto.tfvars*\n' });
          h.commit('all');
        },
      ],
      [
        'that git does not know',
        (h: Harness) => {
          h.commit('all');
        },
      ],
    ])('%s are never loaded', async (_what, prepare) => {
      prepare(harness);
      const before = (await harness.plan('staging')).commit.commit;
      harness.write({
        'envs/staging/secrets.auto.tfvars': 'password = "left-behind"\n',
        'envs/staging/secrets.auto.tfvars.json': '{"password": "left-behind"}',
      });

      const { planText, commit } = await harness.plan('staging');

      expect(planText).toContain('p = "default"');
      expect(harness.log('fetch')).toContain(
        'Left out envs/staging/secrets.auto.tfvars: Terraform would load it',
      );
      expect(commit.commit).toBe(before);
    });

    it('are loaded when the file is part of the commit', async () => {
      harness.write({
        'envs/staging/secrets.auto.tfvars': 'password = "committed"\n',
      });
      harness.commit('all');

      const { variables, planText } = await harness.plan('staging');

      expect(planText).toContain('p = "committed"');
      expect(variables.map(describeOrigin)).toEqual([
        'password: secrets.auto.tfvars',
      ]);
    });
  });
});
