import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { oneResource } from './code';
import { FakeTool } from './FakeTool';
import { Harness } from './Harness';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

const MIB = 1024 * 1024;

/** 120 MB in about a second: a machine under load must come to reading in between. */
const often = (command: string) =>
  `for i in {1..60}; do ${command} | head -c 2000000; sleep 0.01; done`;
const FLOOD = often("tr '\\0' x </dev/zero");
const LINES = often("yes 'a line that says nothing'");
/** As Terraform does: of what it prints, little is for people. */
const EVENTS = often(
  `yes '{"@message":"more","type":"log","hook":"${'x'.repeat(2_000)}"}'`,
);

/** Bounded by what comes between two readings, not by what is printed. */
const SMALL = 60 * MIB;

describe('a Terraform', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': oneResource() });
    harness.define('staging');
  });
  afterEach(async () => {
    // After whatever went wrong, the engine still works.
    harness.define('staging', { tool: {}, limits: {} });
    const { summary } = await harness.plan('staging');
    harness.dispose();
    if (summary.counts.create !== 1) throw new Error('It does not work');
  });

  const use = (on: string, does: string) => {
    const tool = new FakeTool(harness.root, on, does);
    harness.define('staging', { tool: { binary: tool.file } });
  };

  /** Plans with the real one, and applies with another in its place. */
  const applyWith = async (does: string) => {
    use('apply', does);
    harness.define('staging', { limits: { outputBytes: MIB } });
    await harness.plan('staging');
    return harness.apply('staging');
  };

  /** Size of the largest file that took output, at any time. Bytes. */
  const watchOutput = () => {
    let largest = 0;
    const look = () => {
      const runs = path.join(harness.home, 'runs');
      try {
        for (const entry of readdirSync(runs, {
          recursive: true,
          withFileTypes: true,
        })) {
          const file = path.join(entry.parentPath, entry.name);
          if (entry.isFile()) largest = Math.max(largest, statSync(file).size);
        }
      } catch {
        // A run that is just being removed.
      }
    };
    const timer = setInterval(look, 20);
    return () => {
      clearInterval(timer);
      expect(largest).toBeGreaterThan(0);
      return largest;
    };
  };

  const refused = (message: RegExp) => ({
    name: 'RunFailure',
    message: expect.stringMatching(message),
    nextStep: expect.stringMatching(/^[A-Z].*\.$/),
  });

  it.each([
    [{ binary: '/nowhere/terraform' }, /No \/nowhere\/terraform was found/],
    [{ binary: 'no-such-tool' }, /No no-such-tool was found/],
    [{ version: '>=99' }, /but the environment asks for >=99/],
    [{ version: 'newest' }, /'newest' is not a version range/],
  ])('that is not there is asked for: %j', async (tool, message) => {
    harness.define('staging', { tool });
    await expect(harness.plan('staging')).rejects.toMatchObject(
      refused(message),
    );
  });

  it.each([
    ['echo "Terraform v0.12.31"; exit 0', /0\.12\.31, which is too old/],
    ['echo "{}"; exit 0', /names no version/],
    ['printf "\\xff\\x00\\x01"; exit 0', /names no version/],
    ['echo boom >&2; exit 3', /'.* version' failed: .*boom/s],
    ['exec SLEEP', /gave no usable answer in 700 ms/],
    [FLOOD, /gave no usable answer|failed: .*maxBuffer/],
  ])('whose version cannot be known is refused: %s', async (does, message) => {
    use('version', does);
    harness.define('staging', { limits: { commandTimeoutMs: 700 } });
    await expect(harness.plan('staging')).rejects.toMatchObject(
      refused(message),
    );
  });

  it.each([
    ['init', 'exit 9', /Initialising failed/],
    ['init', 'kill -SEGV $$', /'init' was killed by SIGSEGV/],
    ['validate', 'echo "not JSON"; exit 0', /is not valid: not JSON/],
    ['validate', 'echo "{}"; exit 7', /validate ended with 7/],
    ['validate', FLOOD, /'validate' printed more than 1\.0 MiB/],
    ['plan', 'exit 0', /ended in order, but wrote no plan file/],
    ['plan', 'exit 77', /Planning failed: it ended with exit code 77/],
    ['plan', 'echo "panic: oh no" >&2; exit 11', /Planning failed: panic: oh/],
    ['plan', 'echo "{\\"type"; kill -KILL $$', /'plan' was killed by SIGKILL/],
    ['plan', 'head -c 100000 /dev/urandom; exit 1', /Planning failed/],
    ['plan', `${FLOOD}; exit 1`, /Planning failed/],
    ['plan', `${LINES}; exit 1`, /Planning failed/],
    ['plan', `${LINES} >&2; exit 1`, /Planning failed/],
    ['plan', 'echo x > "${5#-out=}"; exit 2', /The plan could not be shown/],
    ['show', 'echo "{}"; exit 0', /./],
    ['show', 'echo "[1"; exit 0', /./],
    ['show', FLOOD, /'show' printed more than 1\.0 MiB/],
  ])('whose %s does %j fails the plan', async (command, does, message) => {
    use(command, does);
    harness.define('staging', { limits: { outputBytes: MIB } });
    const largest = watchOutput();
    await expect(harness.plan('staging')).rejects.toMatchObject(
      refused(message),
    );
    expect(largest()).toBeLessThan(SMALL);
  });

  it.each([
    ['exit 11', /crashed while applying, with exit code 11/],
    ['kill -KILL $$', /Applying was ended by SIGKILL/],
    ['kill -HUP $$', /Applying was ended by SIGHUP/],
  ])('whose apply does %j leaves its outcome open', async (does, message) => {
    await expect(applyWith(does)).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
      message: expect.stringMatching(message),
      nextStep: expect.stringMatching(/^Look at the log and run a plan/),
      progress: { done: [], unfinished: [] },
    });
  });

  it('whose apply prints without end is bounded', async () => {
    const largest = watchOutput();
    await expect(applyWith(`${LINES}; exit 1`)).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
      message: expect.stringMatching(/^Applying failed and no reason was told/),
    });
    expect(largest()).toBeLessThan(SMALL);
  });

  it('whose apply prints faster than it is read has a log that says so', async () => {
    await expect(applyWith(`${EVENTS}; exit 1`)).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
    });
    expect(harness.log('apply')).toMatch(
      /^… lines are missing here: Terraform printed more than 1024 KiB, and \d+ KiB of it/m,
    );
  });

  it('whose apply fails with other words than its own says them', async () => {
    await expect(applyWith('echo boom >&2; exit 1')).rejects.toMatchObject(
      refused(/Applying failed: boom/),
    );
  });
});
