import { Harness } from './Harness';
import { StateServer } from './StateServer';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

const SECRET = 'hunter2-of-the-state';

const CODE = `variable "token" {
  type = string
}
variable "password" {
  type      = string
  sensitive = true
}
resource "terraform_data" "database" {
  input = var.password
}
output "plain" {
  value = { "ports" = [80, 443], "name" = "staging" }
}
output "hidden" {
  value     = "dsn:\${terraform_data.database.output}"
  sensitive = true
}
output "laundered" {
  value = nonsensitive(terraform_data.database.output)
}
output "injected" {
  value = var.token
}
`;

describe('the outputs of an environment', () => {
  let harness: Harness;
  let server: StateServer;
  beforeEach(async () => {
    server = await StateServer.start();
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': CODE });
    harness.define('staging', {
      variables: { password: SECRET },
      secrets: [
        { name: 'token', value: 'token-4711', source: 'env:T', version: '1' },
      ],
    });
  });
  afterEach(async () => {
    harness.dispose();
    await server.stop();
  });

  const read = () => harness.engine.readOutputs(harness.environment('staging'));

  it.each(['local', 'http'])(
    'are read from a state of type %s, without a secret',
    async type => {
      if (type === 'http') {
        harness.define('staging', { state: server.definition() });
      }
      await expect(read()).resolves.toEqual([]);
      await harness.plan('staging');
      await harness.apply('staging');
      const outputs = await read();
      expect(outputs).toEqual([
        { name: 'hidden', sensitive: true },
        { name: 'injected', sensitive: false, json: '"[redacted:token]"' },
        { name: 'laundered', sensitive: false, json: '"[redacted]"' },
        {
          name: 'plain',
          sensitive: false,
          json: '{"name":"staging","ports":[80,443]}',
        },
      ]);
    },
  );

  it('are not empty when the state cannot be read', async () => {
    harness.define('staging', { state: server.definition() });
    server.state = 'no state';
    await expect(read()).rejects.toMatchObject({
      name: 'RunFailure',
      nextStep: expect.any(String),
    });
  });
});
