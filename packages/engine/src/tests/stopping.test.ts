import { oneResource } from './code';
import { FakeTool } from './FakeTool';
import { Harness } from './Harness';
import { StateServer } from './StateServer';

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

describe('stopping an apply', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': SLOW });
    harness.define('staging');
  });
  afterEach(() => harness.dispose());

  /** Applies, and aborts when the slow resource has begun. */
  const applyAndStop = async (use: 'signal' | 'kill') => {
    await harness.plan('staging');
    const controller = new AbortController();
    return harness.apply('staging', {
      [use]: controller.signal,
      onEvent: event => {
        if (event.type === 'log' && event.text.includes('): begun')) {
          controller.abort();
        }
      },
    });
  };

  const progress = {
    done: [{ address: 'terraform_data.network', action: 'create' }],
    unfinished: [{ address: 'terraform_data.slow', action: 'create' }],
  };

  it('saves the state, frees the lock, and tells what was done', async () => {
    await expect(applyAndStop('signal')).rejects.toMatchObject({
      name: 'RunCanceledError',
      message: expect.stringContaining(
        'Applied before: terraform_data.network (create). Not finished: terraform_data.slow (create)',
      ),
      progress,
    });
    expect(harness.localState('staging')).toEqual([
      { type: 'terraform_data', name: 'network', status: undefined },
      { type: 'terraform_data', name: 'slow', status: 'tainted' },
    ]);
    await expect(
      harness.engine.inspectLock(harness.environment('staging')),
    ).resolves.toEqual({ status: 'unlocked' });
    harness.write({ 'envs/staging/main.tf': oneResource() });
    const next = await harness.plan('staging');
    expect(next.summary.counts).toMatchObject({ delete: 1, noop: 1 });
  });

  it('by force leaves its outcome open', async () => {
    await expect(applyAndStop('kill')).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
      message: expect.stringMatching(/^The apply was ended by force/),
      progress,
    });
  });

  it.each([
    [
      { applyTimeoutMs: 1_500 },
      /^The apply took longer than 1\.5 s and was stopped: Terraform ended in order/,
      /'applyTimeoutMs'/,
    ],
    [
      { silenceMs: 1_500 },
      /^The apply printed nothing for 1\.5 s and was stopped/,
      /'silenceMs'/,
    ],
  ])('happens at its limit %j', async (limits, message, nextStep) => {
    await harness.plan('staging');
    harness.define('staging', { limits });
    await expect(harness.apply('staging')).rejects.toMatchObject({
      name: 'RunFailure',
      message: expect.stringMatching(message),
      nextStep: expect.stringMatching(nextStep),
      progress,
    });
    expect(harness.localState('staging')).toHaveLength(2);
  });

  it('before it begins changes nothing', async () => {
    await harness.plan('staging');
    await expect(
      harness.apply('staging', { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'RunCanceledError' });
    const { summary } = await harness.plan('staging');
    expect(summary.counts.create).toBe(2);
  });

  it('happens by itself when a listener fails', async () => {
    await harness.plan('staging');
    const applied = harness.apply('staging', {
      onEvent: event => {
        if (event.type === 'log' && event.text.includes('): begun')) {
          throw new Error('the listener broke');
        }
      },
    });
    await expect(applied).rejects.toThrow('the listener broke');
    expect(harness.localState('staging')).not.toHaveLength(0);
  });

  it('that comes too late lets it complete', async () => {
    const server = await StateServer.start();
    try {
      const cancel = new AbortController();
      harness.write({ 'envs/staging/main.tf': oneResource() });
      harness.define('staging', { state: server.definition() });
      await harness.plan('staging');
      server.onSave = () => cancel.abort();
      await expect(
        harness.apply('staging', { signal: cancel.signal }),
      ).resolves.toMatchObject({
        applied: { add: 1 },
        statePosition: { serial: expect.any(Number) },
      });
      expect(cancel.signal.aborted).toBe(true);
      expect(server.lock).toBeUndefined();
    } finally {
      await server.stop();
    }
  });

  it('tells a replacement that is half done from one that is done', async () => {
    harness.write({
      'envs/staging/main.tf': `${replaceable('first', 'true')}${replaceable(
        'second',
        'true',
      )}`,
    });
    await harness.plan('staging');
    await harness.apply('staging');
    harness.write({
      'envs/staging/main.tf': `${replaceable('first', 'exit 0')}${replaceable(
        'second',
        'exit 3',
      )}`,
    });
    await harness.plan('staging');
    await expect(harness.apply('staging')).rejects.toMatchObject({
      progress: {
        done: [{ address: 'terraform_data.first', action: 'replace' }],
        unfinished: [{ address: 'terraform_data.second', action: 'replace' }],
      },
    });
  });
});

/** Replaced when its command changes. */
function replaceable(name: string, command: string): string {
  return `resource "terraform_data" "${name}" {
  triggers_replace = "${command}"
  provisioner "local-exec" {
    command = "${command}"
  }
}
`;
}

describe('stopping what only reads', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': oneResource() });
    harness.define('staging');
  });
  afterEach(() => harness.dispose());

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

  it.each([
    ['init', { commandTimeoutMs: 2_500 }, /'init' took longer than 2\.5 s/],
    ['validate', { commandTimeoutMs: 2_500 }, /'validate' took longer/],
    ['plan', { silenceMs: 800 }, /'plan' printed nothing for 0\.8 s/],
  ])(
    'a %s that hangs and heeds no signal is killed with its children',
    async (command, limits, message) => {
      const tool = new FakeTool(
        harness.root,
        command,
        "trap '' INT TERM; echo hangs; SLEEP",
      );
      harness.define('staging', {
        tool: { binary: tool.file },
        limits: { graceMs: 300, ...limits },
      });
      await expect(harness.plan('staging')).rejects.toMatchObject({
        message: expect.stringMatching(message),
        nextStep: expect.any(String),
      });
      await expect(harness.plan('staging')).rejects.toThrow(/was killed/);
      await tool.ended();
    },
  );

  it('a plan that does not heed its cancel ends by force as canceled', async () => {
    const tool = new FakeTool(
      harness.root,
      'plan',
      "trap 'echo still hangs' INT; echo hangs; SLEEP & while :; do wait; done",
    );
    harness.define('staging', { tool: { binary: tool.file } });
    const cancel = new AbortController();
    const kill = new AbortController();
    const planned = harness.plan('staging', {
      signal: cancel.signal,
      kill: kill.signal,
      onEvent: event => {
        if (event.type !== 'log' || !event.text.includes('hangs')) return;
        if (cancel.signal.aborted) kill.abort();
        else cancel.abort();
      },
    });
    await expect(planned).rejects.toMatchObject({ name: 'RunCanceledError' });
    await tool.ended();
  });
});
