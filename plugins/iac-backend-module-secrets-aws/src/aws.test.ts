import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AwsEmulator } from '@backstage-iac/aws-emulator';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAwsSecretSource, secretSource } from '.';

// An emulator in Python, on machines that may be slow.
jest.setTimeout(60_000);

const region = 'eu-central-1';

const before = { ...process.env };
beforeAll(() => {
  process.env.AWS_ACCESS_KEY_ID = 'iac';
  process.env.AWS_SECRET_ACCESS_KEY = 'of-the-emulator';
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
});
afterAll(() => {
  process.env = before;
});

const withEmulator = AwsEmulator.isInstalled() ? describe : describe.skip;

withEmulator(
  'AWS Secrets Manager as a secret source (needs moto_server)',
  () => {
    let manager: AwsEmulator;
    let admin: SecretsManagerClient;

    beforeAll(async () => {
      manager = await AwsEmulator.start();
      admin = new SecretsManagerClient({ region, endpoint: manager.endpoint });
    });
    afterAll(async () => {
      admin.destroy();
      await manager.stop();
    });
    beforeEach(() => manager.reset());

    const open = () =>
      createAwsSecretSource({ region, endpoint: manager.endpoint });

    const create = async (value: string) => {
      const { VersionId } = await admin.send(
        new CreateSecretCommand({ Name: 'staging/db', SecretString: value }),
      );
      return VersionId!;
    };

    const change = async (value: string) => {
      const { VersionId } = await admin.send(
        new PutSecretValueCommand({
          SecretId: 'staging/db',
          SecretString: value,
        }),
      );
      return VersionId!;
    };

    it('gives the current value with its version, and an earlier one when asked', async () => {
      const first = await create('hunter1');
      const second = await change('{"password":"hunter2"}');

      expect(await open().read('staging/db')).toEqual({
        value: '{"password":"hunter2"}',
        version: second,
      });
      expect(await open().read('staging/db', { version: first })).toEqual({
        value: 'hunter1',
        version: first,
      });
    });

    it('is described with the version that a read gives, and where its date is from', async () => {
      await create('hunter1');
      const version = await change('hunter2');

      const described = await open().describe('staging/db');

      expect(described).toEqual({
        version,
        state: 'enabled',
        rotated: {
          at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          field: 'Versions[AWSCURRENT].CreatedDate',
          confidence: 'strong',
        },
      });
      expect(JSON.stringify(described)).not.toContain('hunter');
    });

    it('says when it is marked for deletion', async () => {
      await create('hunter2');
      await admin.send(new DeleteSecretCommand({ SecretId: 'staging/db' }));

      expect(await open().describe('staging/db')).toMatchObject({
        state: 'deleted',
      });
      await expect(open().read('staging/db')).rejects.toMatchObject({
        failure: 'missing',
        message: 'is marked for deletion',
      });
    });

    it('says when there is no secret, and when there is no version', async () => {
      await create('hunter2');

      await expect(open().read('staging/none')).rejects.toMatchObject({
        failure: 'missing',
        message: 'does not exist',
      });
      await expect(open().describe('staging/none')).rejects.toMatchObject({
        failure: 'missing',
      });
      await expect(
        open().read('staging/db', {
          version: '0c1ce0ff-5a2c-4f1b-9d6e-4e0a6b6f0e00',
        }),
      ).rejects.toMatchObject({ failure: 'version-gone' });
    });

    it('refuses what is binary', async () => {
      await admin.send(
        new CreateSecretCommand({
          Name: 'staging/db',
          SecretBinary: Buffer.from([1, 2]),
        }),
      );

      await expect(open().read('staging/db')).rejects.toMatchObject({
        failure: 'missing',
        message: 'is binary',
      });
    });
  },
);

/** Errors as the service's protocol (AWS JSON 1.1) writes them, which the emulator has no cause for. */
describe('AWS Secrets Manager that refuses', () => {
  const answers: Array<{ status: number; type: string; times: number }> = [];
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      asked += 1;
      const [answer] = answers;
      if (answer) answer.times -= 1;
      if (answer?.times === 0) answers.shift();
      response.writeHead(answer?.status ?? 200, {
        'Content-Type': 'application/x-amz-json-1.1',
      });
      response.end(
        JSON.stringify(
          answer
            ? { __type: answer.type, message: 'User hunter2 may not' }
            : { SecretString: 'hunter2', VersionId: 'v1' },
        ),
      );
    });
  });

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  beforeEach(() => {
    answers.length = 0;
    asked = 0;
  });

  const open = () => {
    const { port } = server.address() as AddressInfo;
    return createAwsSecretSource({
      region,
      endpoint: `http://127.0.0.1:${port}`,
    });
  };

  it.each([
    [400, 'AccessDeniedException', 'denied'],
    [400, 'ExpiredTokenException', 'denied'],
    [400, 'DecryptionFailure', 'denied'],
    [400, 'InvalidRequestException', 'missing'],
    [500, 'InternalServiceError', 'unavailable'],
  ])('with %i %s is %s', async (status, type, failure) => {
    answers.push({ status, type, times: 5 });
    const error = await open()
      .read('staging/db')
      .catch(thrown => thrown);

    expect(error).toMatchObject({ name: 'SecretSourceError', failure });
    expect(error.message).not.toContain('hunter2');
  });

  it('is asked again when it is busy', async () => {
    answers.push({ status: 400, type: 'ThrottlingException', times: 1 });

    expect(await open().read('staging/db')).toEqual({
      value: 'hunter2',
      version: 'v1',
    });
    expect(asked).toBe(2);
  });
});

it.each([
  [{ region: '' }, "'iac.secrets.sources.aws.region': must not be empty"],
  [
    { endpoint: 'vpce' },
    "'iac.secrets.sources.aws.endpoint': must be https://…",
  ],
  [{ accessKeyId: 'x' }, 'Unrecognized key: "accessKeyId"'],
])('refuses the settings %j', (settings, problem) => {
  expect(() =>
    secretSource.create(settings, { id: 'aws', baseDir: '/' }),
  ).toThrow(problem);
});
