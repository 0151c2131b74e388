import { oneResource } from './code';
import { Harness } from './Harness';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

const SLOW = `${oneResource()}
resource "terraform_data" "slow" {
  depends_on = [terraform_data.network]
  provisioner "local-exec" {
    command = "echo begun; exec sleep 60"
  }
}
`;

describe('canceling', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': SLOW });
    harness.define('staging');
  });
  afterEach(() => harness.dispose());

  it('an apply saves the state, and says what was applied', async () => {
    await harness.plan('staging');
    const controller = new AbortController();
    const applied = harness.apply('staging', {
      signal: controller.signal,
      onEvent: event => {
        if (event.type === 'log' && event.text.includes('): begun')) {
          controller.abort();
        }
      },
    });
    await expect(applied).rejects.toMatchObject({
      name: 'RunCanceledError',
      message: expect.stringMatching(/Applied before: terraform_data\.network/),
    });
    expect(harness.localState('staging')).toEqual([
      { type: 'terraform_data', name: 'network', status: undefined },
      { type: 'terraform_data', name: 'slow', status: 'tainted' },
    ]);
    harness.write({ 'envs/staging/main.tf': oneResource() });
    const next = await harness.plan('staging');
    expect(next.summary.counts).toMatchObject({ delete: 1, noop: 1 });
  });

  it('an apply that takes too long stops in the same way', async () => {
    await harness.plan('staging');
    harness.define('staging', { limits: { commandTimeoutMs: 1_000 } });
    await expect(harness.apply('staging')).rejects.toThrow(
      /^Applying was stopped after 1 s/,
    );
    expect(harness.localState('staging')).toHaveLength(2);
  });

  it('a plan ends it', async () => {
    const controller = new AbortController();
    const planned = harness.plan('staging', {
      signal: controller.signal,
      onEvent: event => {
        if (event.type === 'stage' && event.stage.name === 'plan') {
          controller.abort();
        }
      },
    });
    await expect(planned).rejects.toMatchObject({ name: 'RunCanceledError' });
  });

  it('before an apply begins changes nothing', async () => {
    await harness.plan('staging');
    await expect(
      harness.apply('staging', { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'RunCanceledError' });
    await expect(
      harness.plan('staging').then(({ summary }) => summary.counts.create),
    ).resolves.toBe(2);
  });

  it('happens by itself when a listener fails', async () => {
    await harness.plan('staging');
    const applied = harness.apply('staging', {
      onEvent: event => {
        if (event.type === 'log' && event.text.includes('): begun')) {
          throw new Error('the disk is full');
        }
      },
    });
    await expect(applied).rejects.toThrow('the disk is full');
    expect(harness.localState('staging')).not.toHaveLength(0);
  });
});
