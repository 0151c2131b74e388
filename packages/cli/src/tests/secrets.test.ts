import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Workplace } from '../__testUtils__/Workplace';

jest.setTimeout(120_000);

const STAGING = `
variable "db_password" {
  type      = string
  sensitive = true
}

variable "limits" {
  type      = object({ cpu = number, note = string })
  sensitive = true
}

resource "terraform_data" "database" {
  input = [var.db_password, var.limits.note]
}
`;

/** Stands for a person with an editor: says what it sees, and writes what it is told. */
const EDITOR = `#!/bin/sh
{ ls -ld "$(dirname "$1")" "$1" | cut -c1-10; cat "$1"; } >seen.txt
[ -z "$WRITE" ] || printf '%s' "$WRITE" >"$1"
exit "\${FAIL:-0}"
`;

describe('iac secrets', () => {
  let workplace: Workplace;
  let identity: string;
  let recipient: string;

  const config = (recipients: string[]) => `
iac:
  sources:
    here: { target: infra, environments: envs/* }
  secrets:
    sources:
      age:
        identities: { file: keys/identity.txt }
        recipients: ${JSON.stringify(recipients)}
  environments:
    staging:
      secrets:
        db_password: { age: secrets/staging.tfvars.age, field: db_password }
        limits: { age: secrets/staging.tfvars.age, field: limits }
`;

  beforeEach(async () => {
    identity = await generateX25519Identity();
    recipient = await identityToRecipient(identity);
    workplace = Workplace.create({
      'app-config.yaml': config([recipient]),
      'infra/envs/staging/main.tf': STAGING,
      'keys/identity.txt': `# of this test\n${identity}\n`,
      'editor.sh': EDITOR,
      'secrets/README.md': '',
      'tmp/README.md': '',
    });
    chmodSync(join(workplace.path, 'editor.sh'), 0o755);
  });

  afterEach(() => workplace.remove());

  const iac = (
    args: string,
    env: Record<string, string> = {},
    input?: string,
  ) =>
    workplace.iac(args, {
      input,
      env: {
        EDITOR: join(workplace.path, 'editor.sh'),
        XDG_RUNTIME_DIR: join(workplace.path, 'tmp'),
        ...env,
      },
    });

  const FILE = 'secrets/staging.tfvars.age';
  const TEXT = [
    'db_password = "correct-horse-battery"',
    'limits = { cpu = 2, note = "for staple and $${raw}" }',
    '',
  ].join('\n');

  it('creates, edits and rekeys a file that a run then takes its secrets from', async () => {
    const created = await iac(`secrets create ${FILE} --from -`, {}, TEXT);
    expect(created).toEqual({
      exitCode: 0,
      stdout: `Created ${FILE}, for 1 key\n`,
      stderr: '',
    });
    expect(workplace.read(FILE)).toContain('BEGIN AGE ENCRYPTED FILE');

    const changed = TEXT.replace('battery', 'staple');
    const edited = await iac(`secrets edit ${FILE}`, { WRITE: changed });
    expect(edited).toMatchObject({
      exitCode: 0,
      stdout: `Changed ${FILE}, for 1 key\n`,
    });
    expect(workplace.read('seen.txt')).toBe(`drwx------\n-rw-------\n${TEXT}`);

    const plan = await iac('plan staging --verbose');
    expect(plan).toMatchObject({ exitCode: 2 });
    expect(plan.stdout + plan.stderr).not.toMatch(/correct-horse|staple/);
    const apply = await iac('apply staging --confirm staging');
    expect(apply).toMatchObject({ exitCode: 0 });
    expect(JSON.stringify(apply)).not.toMatch(/correct-horse|staple/);
    const state = workplace.read('.iac/state/staging.tfstate');
    expect(state).toContain('correct-horse-staple');
    expect(state).toContain('for staple and ${raw}');

    const stranger = await generateX25519Identity();
    const rekeyed = await iac(
      `secrets rekey ${FILE} --recipient ${await identityToRecipient(
        stranger,
      )}`,
    );
    expect(rekeyed).toMatchObject({ exitCode: 0 });
    const unreadable = await iac('plan staging');
    expect(unreadable).toMatchObject({ exitCode: 1 });
    expect(unreadable.stderr).toContain(
      `Secret 'db_password' of environment 'staging' may not be read: 'age:${FILE}#db_password' is encrypted for other keys than ours`,
    );

    expect(readdirSync(join(workplace.path, 'tmp'))).toEqual(['README.md']);
  });

  it('notes when a file of the code has the last word', async () => {
    await iac(`secrets create ${FILE} --from -`, {}, TEXT);
    workplace.write(
      'infra/envs/staging/terraform.tfvars',
      'db_password = "in-clear"\n',
    );

    const plan = await iac('plan staging');

    expect(plan.stderr).toContain(
      "Note: Secret 'db_password' is not used: terraform.tfvars gives the variable another value\n",
    );
    expect(plan.stdout + plan.stderr).not.toContain('in-clear');
  });

  it('refuses to apply a plan whose file was changed meanwhile', async () => {
    await iac(`secrets create ${FILE} --from -`, {}, TEXT);
    await iac('plan staging');
    await iac(`secrets edit ${FILE}`, { WRITE: TEXT.replace('2', '3') });

    const apply = await iac('apply staging --confirm staging');

    expect(apply).toMatchObject({ exitCode: 1 });
    expect(apply.stderr).toMatch(
      /A secret has moved since the plan: db_password from version \w+ to \w+, limits from version \w+ to \w+; plan again\n/,
    );
  });

  it.each([
    ['is left as it was', {}, 0, 'Nothing was changed\n'],
    ['ends badly', { FAIL: '3' }, 1, "the editor '.*' ended with 3\n"],
    [
      'writes nonsense',
      { WRITE: 'a = hunter2()' },
      1,
      'Line 1 of the variable file',
    ],
    [
      'does not start',
      { EDITOR: '/none' },
      1,
      "The editor '/none' does not start",
    ],
  ])(
    'changes nothing when the editor %s',
    async (_what, env, exitCode, said) => {
      await iac(`secrets create ${FILE} --from -`, {}, TEXT);
      const before = workplace.read(FILE);

      const outcome = await iac(`secrets edit ${FILE}`, env);

      expect(outcome.exitCode).toBe(exitCode);
      expect(outcome.stdout + outcome.stderr).toMatch(new RegExp(said));
      expect(outcome.stderr).not.toContain('hunter2');
      expect(workplace.read(FILE)).toBe(before);
      expect(readdirSync(join(workplace.path, 'tmp'))).toEqual(['README.md']);
    },
  );

  it('says what is missing', async () => {
    await iac(`secrets create ${FILE} --from -`, {}, TEXT);
    const again = await iac(`secrets create ${FILE} --from -`, {}, TEXT);
    expect(again.stderr).toBe(
      `Error: '${FILE}' exists\nNext:  Change it with: iac secrets edit ${FILE}\n`,
    );
    const none = await iac('secrets edit secrets/none.tfvars.age');
    expect(none.stderr).toContain('is no file that can be read');
    const source = await iac(`secrets edit ${FILE} --source env`);
    expect(source).toMatchObject({ exitCode: 1 });
    workplace.write('app-config.yaml', config([]));
    const keys = await iac(`secrets edit ${FILE}`);
    expect(keys.stderr).toContain('There is no key to encrypt for');

    const help = await iac('secrets create --help');
    expect(help).toMatchObject({ exitCode: 0 });
    expect(help.stdout).toContain("the public keys in 'recipients'");
  });
});
