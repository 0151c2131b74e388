import type { Operation } from '@backstage-iac/plugin-iac-common';
import { NETWORK_MODULE, WITH_MODULE } from './code';
import { Harness } from './Harness';
import { StateServer } from './StateServer';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

describe.each(['local', 'http'])('with a state of type %s', type => {
  let harness: Harness;
  let server: StateServer;
  beforeEach(async () => {
    server = await StateServer.start();
    harness = new Harness();
    harness.write({
      'envs/staging/main.tf': WITH_MODULE,
      'modules/network/main.tf': NETWORK_MODULE,
    });
    if (type === 'http') {
      harness.define('staging', { state: server.definition() });
    }
  });
  afterEach(async () => {
    harness.dispose();
    await server.stop();
  });

  const planBeside = (runId: string, operation: Operation) =>
    harness.engine.plan({
      runId,
      operation,
      environment: harness.environment('staging'),
    });

  it('a plan that waits is not disturbed by others beside it', async () => {
    const waiting = await harness.plan('staging');
    const beside = await Promise.all([
      planBeside('first', 'plan-only'),
      planBeside('second', 'plan-only'),
      planBeside('check', 'drift-check'),
    ]);
    const creates = beside.map(({ summary }) => summary.counts.create);
    expect(creates).toEqual([1, 1, 1]);
    await Promise.all(
      ['first', 'second', 'check'].map(run => harness.engine.discard(run)),
    );
    const applied = await harness.apply('staging');
    expect(applied.applied.add).toBe(waiting.summary.counts.create);
  });

  it('an apply is not disturbed by plans that want its lock', async () => {
    harness.write({
      'envs/staging/slow.tf': `resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "echo begun; sleep 0.3"
  }
}
`,
    });
    await harness.plan('staging');
    const beside: Promise<unknown>[] = [];
    const applied = await harness.apply('staging', {
      onEvent: event => {
        if (event.type !== 'log' || !event.text.includes('): begun')) return;
        beside.push(
          planBeside('first', 'plan-only'),
          planBeside('check', 'drift-check'),
        );
      },
    });
    expect(applied.applied.add).toBe(2);
    const [plan] = await Promise.all(beside);
    expect(plan).toMatchObject({ summary: { hasChanges: false } });
  });
});
