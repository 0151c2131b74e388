import { StalePlanError } from '@backstage-iac/engine';
import fc from 'fast-check';
import type { SecretReference } from './SecretReference';
import { createEnvSecretSource } from './createEnvSecretSource';
import { SecretSourceError } from './errors';
import { parseSecretJson, readField } from './secretJson';
import { SecretRegistry, secretVersionsOf } from './SecretRegistry';
import type { SecretSource } from './SecretSource';

const digestKey = Buffer.alloc(32, 7);

/** A source that keeps every version, and a record of what it was asked. */
class Drawer implements SecretSource {
  readonly asked: string[] = [];
  readonly #versions = new Map<string, string[]>();

  put(ref: string, value: unknown) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    this.#versions.set(ref, [...(this.#versions.get(ref) ?? []), text]);
  }

  async describe(ref: string) {
    this.asked.push(`describe ${ref}`);
    return { version: String(this.#of(ref).length), state: 'enabled' as const };
  }

  async read(ref: string, options: { version?: string } = {}) {
    const versions = this.#of(ref);
    const version = options.version ?? String(versions.length);
    this.asked.push(`read ${ref}@${version}`);
    const value = versions[Number(version) - 1];
    if (value === undefined) {
      throw new SecretSourceError('version-gone', `has no ${version}`);
    }
    return { value, version };
  }

  #of(ref: string): string[] {
    const versions = this.#versions.get(ref);
    if (!versions) throw new SecretSourceError('missing', 'does not exist');
    return versions;
  }
}

/** An environment `staging` whose secrets are in a drawer and in the process. */
class Office {
  readonly drawer = new Drawer();
  env: Record<string, string> = {};
  readonly secrets: Record<string, SecretReference> = {};

  needs(variable: string, reference: SecretReference) {
    this.secrets[variable] = reference;
  }

  get definition() {
    return { name: 'staging', secrets: this.secrets };
  }

  registry(options: { allow?: string[]; key?: Buffer } = {}) {
    const { allow, key = digestKey } = options;
    const env = createEnvSecretSource(
      {
        environments: [this.definition] as never,
        secretSources: allow
          ? { env: { kind: 'env', settings: { allow } } }
          : {},
      },
      { env: this.env },
    );
    return SecretRegistry.create({
      sources: new Map<string, SecretSource>([
        ['env', env],
        ['drawer', this.drawer],
      ]),
      digestKey: key,
    });
  }

  async resolve(planned?: ReturnType<typeof secretVersionsOf>) {
    return this.registry().resolve(this.definition, { planned });
  }
}

describe('secrets of an environment', () => {
  let office: Office;

  beforeEach(() => {
    office = new Office();
  });

  it('are read from where the environment says, and from nowhere else', async () => {
    office.env = { DB_PASSWORD: 'hunter2', OTHER: 'not asked for' };
    office.drawer.put('kv/app', { user: 'ada', port: 5432 });
    office.drawer.put('kv/neighbour', 'not asked for');
    office.needs('db_password', { source: 'env', key: 'DB_PASSWORD' });
    office.needs('port', { source: 'drawer', key: 'kv/app', field: 'port' });
    office.needs('user', { source: 'drawer', key: 'kv/app', field: '/user' });

    expect(await office.resolve()).toEqual([
      {
        name: 'db_password',
        value: 'hunter2',
        source: 'env:DB_PASSWORD',
        version: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
      {
        name: 'port',
        value: 5432,
        source: 'drawer:kv/app#port',
        version: '1',
      },
      {
        name: 'user',
        value: 'ada',
        source: 'drawer:kv/app#/user',
        version: '1',
      },
    ]);
    // Both fields come from one answer.
    expect(office.drawer.asked).toEqual(['read kv/app@1']);
  });

  it('are read at the version that the environment pins', async () => {
    office.drawer.put('token', 'first');
    office.drawer.put('token', 'second');
    office.needs('token', { source: 'drawer', key: 'token', version: '1' });

    expect(await office.resolve()).toMatchObject([
      { value: 'first', version: '1' },
    ]);
  });

  it('have a version of their own when the source keeps none, that only the key can make', async () => {
    office.needs('db_password', { source: 'env', key: 'DB_PASSWORD' });
    const version = async (value: string, key = digestKey) => {
      office.env = { DB_PASSWORD: value };
      const registry = office.registry({ key });
      const [secret] = await registry.resolve(office.definition);
      return secret.version;
    };

    expect(await version('hunter2')).toBe(await version('hunter2'));
    expect(await version('hunter3')).not.toBe(await version('hunter2'));
    expect(await version('hunter2', Buffer.alloc(32, 8))).not.toBe(
      await version('hunter2'),
    );
  });

  it('are described without being read, one by one', async () => {
    office.env = { DB_PASSWORD: 'hunter2' };
    office.drawer.put('token', 'first');
    office.needs('db_password', { source: 'env', key: 'DB_PASSWORD' });
    office.needs('lost', { source: 'drawer', key: 'lost' });
    office.needs('token', { source: 'drawer', key: 'token' });

    const described = await office.registry().describe(office.definition);

    expect(described).toMatchObject([
      { variable: 'db_password', metadata: { state: 'enabled' } },
      { variable: 'lost', error: { failure: 'missing' } },
      { variable: 'token', metadata: { version: '1' } },
    ]);
    expect(office.drawer.asked).toEqual(['describe lost', 'describe token']);
  });

  describe('of a plan that is applied', () => {
    it('are those of the plan', async () => {
      office.drawer.put('token', 'first');
      office.needs('token', { source: 'drawer', key: 'token' });
      const planned = await office.resolve();

      expect(await office.resolve(secretVersionsOf(planned))).toEqual(planned);
    });

    it.each([
      [
        'in its source',
        (o: Office) => o.drawer.put('token', 'second'),
        'token',
      ],
      ['in the process', (o: Office) => (o.env.PW = 'hunter3'), 'password'],
    ])('make it stale once one has moved %s', async (_where, move, name) => {
      office.env = { PW: 'hunter2' };
      office.drawer.put('token', 'first');
      office.needs('password', { source: 'env', key: 'PW' });
      office.needs('token', { source: 'drawer', key: 'token' });
      const planned = secretVersionsOf(await office.resolve());
      move(office);

      const error = await office.resolve(planned).catch(thrown => thrown);

      expect(error).toBeInstanceOf(StalePlanError);
      expect(error.message).toMatch(
        new RegExp(
          `^A secret has moved since the plan: ${name} from version ${planned[name].version} to \\w+; plan again$`,
        ),
      );
      expect(error.message).not.toMatch(/hunter|second/);
    });

    it('make it stale when one is gone', async () => {
      office.env = { PW: 'hunter2' };
      office.needs('password', { source: 'env', key: 'PW' });
      const planned = secretVersionsOf(await office.resolve());
      office.env = {};

      await expect(office.resolve(planned)).rejects.toThrow(
        new StalePlanError(
          `A secret has moved since the plan: password at version ${planned.password.version} is gone; plan again`,
        ),
      );
    });
  });

  it.each<[string, SecretReference, string, string]>([
    [
      'is not set',
      { source: 'env', key: 'NONE' },
      'missing',
      "Secret 'x' of environment 'staging' is missing: 'env:NONE' is not set",
    ],
    [
      'is empty',
      { source: 'env', key: 'EMPTY' },
      'missing',
      "Secret 'x' of environment 'staging' is missing: 'env:EMPTY' is empty",
    ],
    [
      'is of a source that nobody added',
      { source: 'vault', key: 'kv/app' },
      'unavailable',
      "'vault:kv/app' cannot be looked up: there is no secret source 'vault'",
    ],
    [
      'has no such version',
      { source: 'drawer', key: 'kv/app', version: '9' },
      'version-gone',
      "has no such version: 'drawer:kv/app' has no 9",
    ],
    [
      'has no such field',
      { source: 'drawer', key: 'kv/app', field: 'a.c' },
      'missing',
      "'drawer:kv/app#a.c' has no field 'a.c'",
    ],
    [
      'is no document',
      { source: 'env', key: 'TEXT', field: 'a' },
      'missing',
      "'env:TEXT#a' is no JSON document, so it has no fields",
    ],
    [
      'is pinned where there are no versions',
      { source: 'env', key: 'TEXT', version: '1' },
      'version-gone',
      "'env:TEXT' keeps no versions",
    ],
  ])(
    'say what is wrong with one that %s, and nothing more',
    async (_what, reference, failure, message) => {
      office.env = { EMPTY: '', TEXT: 'hunter2 is no json' };
      office.drawer.put('kv/app', { a: { b: 'hunter2' } });
      office.needs('x', reference);

      const error = await office.resolve().catch(thrown => thrown);

      expect(error).toMatchObject({
        name: 'SecretError',
        failure,
        variable: 'x',
        reference,
        message: expect.stringContaining(message),
        nextStep: expect.any(String),
      });
      expect(error.message).not.toContain('hunter2');
    },
  );

  it('do not pass on what a source did not mean to say', async () => {
    office.needs('x', { source: 'drawer', key: 'kv/app' });
    jest
      .spyOn(office.drawer, 'read')
      .mockRejectedValue(new TypeError('hunter2'));

    await expect(office.resolve()).rejects.toThrow(
      /'drawer:kv\/app' failed with an unexpected TypeError$/,
    );
  });

  it.each([
    [['DB_*'], 'DB_PASSWORD', true],
    [['DB_PASSWORD'], 'DB_PASSWORD', true],
    [['DB'], 'DB_PASSWORD', false],
    [[], 'DB_PASSWORD', false],
  ])('with the list %j, %s is allowed: %p', async (allow, key, allowed) => {
    office.env = { [key]: 'hunter2' };
    office.needs('x', { source: 'env', key });

    const failure = await office
      .registry({ allow })
      .resolve(office.definition)
      .then(
        () => undefined,
        error => error.failure,
      );

    expect(failure).toBe(allowed ? undefined : 'denied');
  });
});

describe('parseSecretJson', () => {
  it('keeps every digit of a number', () => {
    expect(
      parseSecretJson('{"id":12345678901234567890,"n":[1.5,-2e3,0.1]}'),
    ).toEqual({ id: '12345678901234567890', n: [1.5, -2000, 0.1] });
  });

  it('gives what JSON gives, and nothing for what is none', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const numbers = (_key: string, value: unknown) =>
          typeof value === 'number' ? String(value) : value;
        const plain = JSON.stringify(JSON.parse(text), numbers);
        expect(JSON.stringify(parseSecretJson(text), numbers)).toBe(plain);
      }),
    );
    expect(parseSecretJson('hunter2')).toBeUndefined();
  });
});

describe('readField', () => {
  const document = { a: { 'b/c': ['x', { '~d': 1 }], 'e.f': true } };

  it.each([
    ['/a/b~1c/0', 'x'],
    ['/a/b~1c/1/~0d', 1],
    ['/a/e.f', true],
    ['a.b/c.0', 'x'],
  ])('%s is %j', (field, value) => {
    expect(readField(document, field)).toEqual(value);
  });

  it.each(['a.e.f', '/a/b~1c/2', '/a/b~1c/-1', 'a.constructor', '__proto__'])(
    '%s is no field',
    field => {
      expect(() => readField(document, field)).toThrow(
        `has no field '${field}'`,
      );
    },
  );
});
