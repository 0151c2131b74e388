import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  armor,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { AgeFiles, createAgeSecretSource, secretSource } from '.';

/** A folder of encrypted files, with a person who can read them. */
class Safe {
  readonly files: AgeFiles;

  static async create(root: string, identity?: string) {
    const key = identity ?? (await generateX25519Identity());
    const recipient = await identityToRecipient(key);
    return new Safe(root, key, recipient);
  }

  private constructor(
    readonly root: string,
    readonly identity: string,
    readonly recipient: string,
  ) {
    process.env.TEST_AGE_KEYS = `# of ada\n${identity}\n`;
    this.files = AgeFiles.create({ ...this.settings, baseDir: root });
  }

  get settings() {
    return {
      identities: { env: 'TEST_AGE_KEYS' },
      recipients: [this.recipient],
    };
  }

  get source() {
    return createAgeSecretSource({ ...this.settings, baseDir: this.root });
  }
}

describe('age files as a secret source', () => {
  const folder = createMockDirectory();
  let safe: Safe;

  beforeEach(async () => {
    folder.clear();
    safe = await Safe.create(folder.path);
  });

  afterEach(() => {
    delete process.env.TEST_AGE_KEYS;
  });

  it('gives a variable file as a document, and a text as it is', async () => {
    await safe.files.encrypt(
      'staging.tfvars.age',
      '# of staging\ndb_password = "hunter2 $${raw}"\nport = 5432\n',
    );
    await safe.files.encrypt('token.age', 'hunter3\n');

    const variables = await safe.source.read('staging.tfvars.age');
    expect(JSON.parse(variables.value)).toEqual({
      db_password: 'hunter2 ${raw}',
      port: 5432,
    });
    expect((await safe.source.read('token.age')).value).toBe('hunter3');
  });

  it('describes a file without a key, and with the version that a read gives', async () => {
    await safe.files.encrypt('token.age', 'hunter2');
    const { version } = await safe.source.read('token.age');
    delete process.env.TEST_AGE_KEYS;

    expect(await safe.source.describe('token.age')).toEqual({
      version,
      state: 'enabled',
      rotated: {
        at: expect.any(String),
        field: 'time of the file',
        confidence: 'weak',
      },
    });
  });

  it('has another version once the file was changed, and the old one is gone', async () => {
    await safe.files.encrypt('token.age', 'hunter2');
    const { version } = await safe.source.read('token.age');
    await safe.files.encrypt('token.age', 'hunter2');

    await expect(
      safe.source.read('token.age', { version }),
    ).rejects.toMatchObject({ failure: 'version-gone' });
  });

  it('reads files without armor, with a key from a file', async () => {
    await safe.files.encrypt('token.age', 'hunter2');
    const armored = readFileSync(folder.resolve('token.age'), 'utf8');
    writeFileSync(folder.resolve('binary.age'), armor.decode(armored));
    writeFileSync(folder.resolve('keys.txt'), safe.identity);
    const source = createAgeSecretSource({
      identities: { file: 'keys.txt' },
      baseDir: folder.path,
    });

    expect((await source.read('binary.age')).value).toBe('hunter2');
  });

  it.each([
    ['a file that is not there', 'other.age', 'missing', 'is no file'],
    [
      'a file that is none of age',
      'plain.age',
      'unavailable',
      'is no age file',
    ],
    ['a file of somebody else', 'foreign.age', 'denied', 'for other keys'],
    ['a path that leads out', '../token.age', 'denied', 'leads out'],
    ['a link that leads out', 'link.age', 'denied', 'leads out'],
    ['a broken variable file', 'bad.tfvars.age', 'unavailable', 'Line 1 of'],
  ])('refuses %s', async (_what, ref, failure, reason) => {
    const stranger = await generateX25519Identity();
    await safe.files.encrypt('foreign.age', 'hunter2', [
      await identityToRecipient(stranger),
    ]);
    await safe.files.encrypt('bad.tfvars.age', 'password = hunter2()\n');
    writeFileSync(folder.resolve('plain.age'), 'hunter2');
    symlinkSync('/etc/hostname', folder.resolve('link.age'));

    const error = await safe.source.read(ref).catch(thrown => thrown);
    expect(error).toMatchObject({
      failure,
      message: expect.stringContaining(reason),
    });
    expect(error.message).not.toContain('hunter2');
  });

  it('needs a private key', async () => {
    await safe.files.encrypt('token.age', 'hunter2');
    delete process.env.TEST_AGE_KEYS;

    await expect(safe.source.read('token.age')).rejects.toMatchObject({
      failure: 'denied',
      message: 'needs a private key, and there is none',
    });
  });

  it.each([
    [{ identites: {} }, "'iac.secrets.sources.age': Unrecognized key"],
    [
      { identities: { files: 'x' } },
      "'iac.secrets.sources.age.identities': must be { file: … }",
    ],
    [
      { recipients: ['ssh-rsa'] },
      "'iac.secrets.sources.age.recipients.0': must be a public key",
    ],
  ])('refuses the settings %j', (settings, problem) => {
    expect(() =>
      secretSource.create(settings, { id: 'age', baseDir: folder.path }),
    ).toThrow(problem);
  });
});
