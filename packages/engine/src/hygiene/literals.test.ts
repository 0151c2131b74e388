import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLiterals } from './literals';
import { readModules } from './modules';

/** What a source with these files gives away, as `file:line name`. */
async function literalsIn(
  files: Record<string, string>,
  variableFiles: string[] = [],
): Promise<string[]> {
  const workingCopy = mkdtempSync(path.join(tmpdir(), 'iac-literals-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(workingCopy, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const rootModule = path.join(workingCopy, 'env');
    const found = await findLiterals({
      workingCopy,
      rootModule,
      modules: await readModules({ workingCopy, rootModule }),
      variableFiles,
    });
    return found.map(({ file, line, message }) => {
      expect(message).not.toContain('hunter2');
      const [name] = /^'[^']+'/.exec(message) ?? [''];
      return `${file}${line === undefined ? '' : `:${line}`} ${name}`;
    });
  } finally {
    rmSync(workingCopy, { recursive: true, force: true });
  }
}

const variable = (name: string, body = '') =>
  `variable "${name}" {\n${body}}\n`;

describe('literals that give a secret away', () => {
  it.each([
    ['of a name that says so', 'db_password = "hunter2"'],
    ['in a heredoc', 'db_password = <<EOT\nhunter2\nEOT'],
    ['in a list', 'api_tokens = ["<from vault>", "hunter2"]'],
    ['below such a name', 'database = { user = "ada", password = "hunter2" }'],
    ['of an object', 'db_credentials = { user = "ada", pin = "hunter2" }'],
    [
      'with an address',
      `db_secret = "https://ada:${'hunter2'}@db.example.com"`,
    ],
  ])('%s', async (_what, assignment) => {
    const found = await literalsIn({
      'env/main.tf': '',
      'env/terraform.tfvars': `region = "eu"\n${assignment}\n`,
    });
    expect(found).toEqual([
      expect.stringMatching(/^env\/terraform\.tfvars:2 '/),
    ]);
  });

  it.each([
    ['a placeholder', 'db_password = "<from vault:kv/db#password>"'],
    ['nothing', 'db_password = ""'],
    ['null', 'db_password = null'],
    ['a number', 'max_tokens = 100\nroot_pass = 4711'],
    ['a boolean', 'create_secret = true'],
    ['a public key', 'deploy_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5"'],
    ['a name', 'key_name = "ops"\nsecret_name = "prod-db"'],
    ['an id', 'kms_key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"'],
    ['a reference', 'db_secret = "kv/platform/production"'],
    ['an ARN', 'db_secret = "arn:aws:secretsmanager:eu:1:secret:db"'],
    ['a path', 'private_key = "./deploy.pem"'],
    ['a comment', '# db_password = "hunter2"'],
  ])('are not found in %s', async (_what, assignment) => {
    expect(
      await literalsIn({
        'env/main.tf': '',
        'env/terraform.tfvars': `${assignment}\n`,
      }),
    ).toEqual([]);
  });

  it('are found by the declaration, whatever the name', async () => {
    expect(
      await literalsIn({
        'env/variables.tf': [
          variable('greeting', '  sensitive = true\n'),
          variable('knock', '  ephemeral = true\n'),
          variable('colour'),
        ].join(''),
        'env/a.auto.tfvars':
          'greeting = "kv/open/sesame"\nknock = "hunter2"\ncolour = "red"\n',
      }),
    ).toEqual([
      "env/a.auto.tfvars:1 'greeting'",
      "env/a.auto.tfvars:2 'knock'",
    ]);
  });

  it('are found in variable files that the definition names, and in JSON', async () => {
    expect(
      await literalsIn(
        {
          'env/main.tf': '',
          'env/a.tfvars.json': '{ "db_password": "hunter2", "region": "eu" }',
          'common/shared.tfvars': 'pager_token = "hunter2"\n',
        },
        ['../common/shared.tfvars'],
      ),
    ).toEqual([
      "env/a.tfvars.json 'db_password'",
      "common/shared.tfvars:1 'pager_token'",
    ]);
  });

  it('are found in defaults, of JSON too', async () => {
    expect(
      await literalsIn({
        'env/variables.tf': [
          variable('db_password', '  default = "hunter2"\n'),
          variable('api_key', '  default = ""\n'),
        ].join(''),
        'env/more.tf.json':
          '{ "variable": { "root_pass": { "default": "hunter2" } } }',
      }),
    ).toEqual([
      "env/variables.tf:2 'db_password'",
      "env/more.tf.json 'root_pass'",
    ]);
  });

  it('are found in arguments of modules, and inside local modules', async () => {
    expect(
      await literalsIn({
        'env/main.tf': `module "db" {
  source   = "../modules/db"
  password = "hunter2"
  phrase   = "hunter2"
  token    = var.token
  api_key  = file("key")
  secret   = "\${var.name}-db"
}

module "remote" {
  source      = "acme/remote/aws"
  version     = "1.0.0"
  db_password = "hunter2"
}
`,
        'modules/db/variables.tf': [
          variable('phrase', '  sensitive = true\n'),
          variable('admin_password', '  default = "hunter2"\n'),
        ].join(''),
        'modules/unused/variables.tf': variable(
          'admin_password',
          '  default = "hunter2"\n',
        ),
      }),
    ).toEqual([
      "env/main.tf:3 'password'",
      "env/main.tf:4 'phrase'",
      "env/main.tf:13 'db_password'",
      "modules/db/variables.tf:5 'admin_password'",
    ]);
  });

  it('ends when modules call each other', async () => {
    expect(
      await literalsIn({
        'env/main.tf': 'module "a" {\n  source = "../a"\n}\n',
        'a/main.tf': 'module "env" {\n  source = "../env"\n}\n',
      }),
    ).toEqual([]);
  });
});
