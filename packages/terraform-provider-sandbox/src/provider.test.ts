import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drift } from './drift';
import { installMirror } from './install';
import { terraformPath, Workspace } from './testing';

// Real Terraform, many processes per test.
jest.setTimeout(120_000);

const describeTerraform = terraformPath ? describe : describe.skip;

const stack = (database = {}) => {
  const { engine, size, protection } = {
    engine: 'postgres',
    size: 'small',
    protection: false,
    ...database,
  };
  return `
resource "sandbox_network" "main" {
  name = "main"
  cidr = "10.0.0.0/16"
  tags = { team = "platform" }
}
resource "sandbox_database" "main" {
  name                = "orders"
  network_id          = sandbox_network.main.id
  engine              = "${engine}"
  size                = "${size}"
  storage_gb          = 20
  password            = "not-a-real-one"
  deletion_protection = ${protection}
}
output "endpoint" { value = sandbox_database.main.endpoint }
`;
};

const reason = terraformPath ? '' : ' (skipped: no terraform on the PATH)';

describeTerraform(`the provider, under a real Terraform${reason}`, () => {
  const mirror = mkdtempSync(join(tmpdir(), 'sandbox-mirror-'));
  const { cliConfigFile } = installMirror(mirror);
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace(cliConfigFile);
  });
  afterEach(() => workspace.remove());
  afterAll(() => rmSync(mirror, { recursive: true, force: true }));

  async function applied(config: string): Promise<void> {
    workspace.write(config);
    await workspace.init();
    await workspace.mustRun('apply', '-no-color', '-auto-approve');
  }
  const byHand = (change: Partial<Parameters<typeof drift>[0]>) =>
    drift({ directory: workspace.cloudDirectory, cloud: 'test', ...change });

  it('creates, then has nothing to do', async () => {
    await applied(stack());
    expect(await workspace.plan()).toEqual({ changes: {}, drifted: [] });
    expect(await workspace.mustRun('output', '-raw', 'endpoint')).toBe(
      'orders.test.sandbox.internal:5432',
    );
    expect(JSON.stringify(workspace.cloud())).not.toContain('not-a-real-one');
  });

  it('sees a change behind its back as drift, and puts it right', async () => {
    await applied(stack());
    const { changes } = await byHand({});
    expect(changes).toEqual([
      { attribute: 'size', before: 'small', after: 'medium' },
    ]);
    expect(await workspace.plan()).toEqual({
      changes: { 'sandbox_database.main': 'update' },
      drifted: ['sandbox_database.main'],
    });
    await workspace.mustRun('apply', '-no-color', 'tfplan');
    expect((await workspace.plan()).changes).toEqual({});
  });

  it('sees a deleted object as drift, and makes it again', async () => {
    await applied(stack());
    await byHand({ object: 'orders', delete: true });
    expect(await workspace.plan()).toEqual({
      changes: { 'sandbox_database.main': 'create' },
      drifted: ['sandbox_database.main'],
    });
  });

  it('updates in place, and replaces when the engine changes', async () => {
    await applied(stack());
    const before = workspace.idOf('orders');
    workspace.write(stack({ size: 'large' }));
    expect((await workspace.plan()).changes).toEqual({
      'sandbox_database.main': 'update',
    });
    await workspace.mustRun('apply', '-no-color', 'tfplan');
    expect(workspace.idOf('orders')).toBe(before);

    workspace.write(stack({ size: 'large', engine: 'mysql' }));
    expect((await workspace.plan()).changes).toEqual({
      'sandbox_database.main': 'delete+create',
    });
    await workspace.mustRun('apply', '-no-color', 'tfplan');
    expect(workspace.idOf('orders')).not.toBe(before);
    expect(await workspace.mustRun('output', '-raw', 'endpoint')).toContain(
      ':3306',
    );
  });

  it('imports, and refuses to import what does not exist', async () => {
    await applied(stack());
    const id = workspace.idOf('orders');
    await workspace.mustRun('state', 'rm', 'sandbox_database.main');
    const unknown = await workspace.terraform(
      'import',
      '-no-color',
      'sandbox_database.main',
      'db-000000000000',
    );
    expect(unknown.output).toContain('Cannot import non-existent');
    await workspace.mustRun('import', 'sandbox_database.main', id);
    // The cloud never tells the password, so the next plan sets it.
    expect((await workspace.plan()).changes).toEqual({
      'sandbox_database.main': 'update',
    });
  });

  it('destroys, except what is protected', async () => {
    await applied(stack({ protection: true }));
    const refused = await workspace.apply('-destroy');
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('deletion_protection is on');
    workspace.write(stack());
    await workspace.mustRun('apply', '-auto-approve');
    expect((await workspace.apply('-destroy')).code).toBe(0);
    expect(workspace.cloud().objects).toEqual({});
  });

  it('fails and delays on request, and goes on afterwards', async () => {
    await applied('');
    workspace.faults({
      fail: [
        {
          operation: 'create',
          type: 'sandbox_database',
          after_ms: 700,
          message: 'Quota exceeded',
        },
      ],
    });
    workspace.write(stack());
    const start = Date.now();
    const failed = await workspace.apply();
    expect(failed.code).toBe(1);
    expect(failed.output).toContain('Quota exceeded');
    expect(Date.now() - start).toBeGreaterThan(700);
    expect(Object.keys(workspace.cloud().objects)).toHaveLength(1);
    workspace.faults({});
    expect((await workspace.apply()).code).toBe(0);
    expect((await workspace.plan()).changes).toEqual({});
  });

  it('takes failures from the provider block too', async () => {
    workspace.write(
      stack(),
      `provider "sandbox" {
         cloud    = "test"
         delay_ms = { create = 300 }
         fail {
           operation = "create"
           name      = "main"
         }
       }`,
    );
    await workspace.init();
    const { code, output } = await workspace.apply();
    expect(code).toBe(1);
    expect(output).toContain(
      'told to fail the create of sandbox_network "main"',
    );
  });

  it('explains what is wrong with a configuration', async () => {
    workspace.write(stack({ engine: 'oracle' }));
    await workspace.init();
    const { code, output } = await workspace.terraform('validate', '-no-color');
    expect(code).toBe(1);
    expect(output.replace(/\s+/g, ' ')).toContain(
      'The attribute "engine" must be one of postgres, mysql, redis.',
    );
  });

  it('loses nothing when several runs write to one cloud', async () => {
    const others = [1, 2, 3].map(
      () => new Workspace(cliConfigFile, workspace.cloudDirectory),
    );
    const results = await Promise.all(
      others.map(async (other, index) => {
        other.write(`
resource "sandbox_network" "many" {
  count = 15
  name  = "n${index}-\${count.index}"
  cidr  = "10.\${count.index}.0.0/16"
}`);
        await other.init();
        return (await other.apply()).code;
      }),
    );
    expect(results).toEqual([0, 0, 0]);
    expect(Object.keys(workspace.cloud().objects)).toHaveLength(45);
    expect((await others[0].plan()).changes).toEqual({});
    others.forEach(other => other.remove());
  });
});
