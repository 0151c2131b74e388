import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { oneResource } from './code';
import { Harness } from './Harness';
import { StateServer } from './StateServer';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

/** A disk of a few megabytes. */
class SmallDisk {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'iac-disk-'));
  readonly #filler = path.join(this.folder, 'filler');
  readonly isMounted: boolean;

  constructor() {
    this.isMounted = this.#mount();
  }

  fill(): void {
    const file = openSync(this.#filler, 'a');
    try {
      for (const size of [1024 * 1024, 4096, 1]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(size));
        } catch {
          // Not even one of this size fits any more.
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler, { force: true });
  }

  dispose(): void {
    if (this.isMounted) execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #mount(): boolean {
    const options = ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', this.folder];
    try {
      execFileSync('mount', options, { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
}

const CODE = `${oneResource()}
resource "terraform_data" "second" {
  depends_on = [terraform_data.network]
  input      = "${'x'.repeat(20_000)}"
  provisioner "local-exec" {
    command = "echo begun; sleep 0.5"
  }
}
`;

const disk = new SmallDisk();
const onSmallDisk = disk.isMounted ? describe : describe.skip;

onSmallDisk('a disk that is full (needs the right to mount one)', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness({ home: path.join(disk.folder, 'home') });
    harness.write({ 'envs/staging/main.tf': CODE });
    harness.define('staging');
  });
  afterEach(() => {
    disk.free();
    harness.dispose();
    rmSync(harness.home, { recursive: true, force: true });
  });
  afterAll(() => disk.dispose());

  const fillAt = (text: string) => ({
    onEvent: (event: { type: string; text?: string }) => {
      if (event.type === 'log' && event.text?.includes(text)) disk.fill();
    },
  });

  const worksAgain = async (creates: number) => {
    disk.free();
    const { summary } = await harness.plan('staging');
    expect(summary.counts.create).toBe(creates);
  };

  it('before a plan stops it, and is named', async () => {
    disk.fill();
    await expect(harness.plan('staging')).rejects.toMatchObject({
      name: 'RunFailure',
      message: expect.stringMatching(
        /disk of the worker is full|no space left/,
      ),
      nextStep: expect.any(String),
    });
    await worksAgain(2);
  });

  it('during a plan fails it', async () => {
    const planned = harness.plan('staging', fillAt('successfully initialized'));
    await expect(planned).rejects.toMatchObject({
      name: 'RunFailure',
      message: expect.stringMatching(
        /disk of the worker is full|no space left/,
      ),
      nextStep: expect.any(String),
    });
    await worksAgain(2);
  });

  it('before an apply stops it, before anything is done', async () => {
    await harness.plan('staging');
    disk.fill();
    await expect(harness.apply('staging')).rejects.toMatchObject({
      name: 'RunFailure',
      message: expect.stringMatching(/disk of the worker is full/),
    });
    await worksAgain(2);
  });

  it('during an apply whose state is there, too, leaves nothing to guess', async () => {
    await harness.plan('staging');
    await expect(
      harness.apply('staging', fillAt('): begun')),
    ).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
      message: expect.stringMatching(/The disk of the worker is full/),
      progress: {
        done: expect.arrayContaining([
          { address: 'terraform_data.network', action: 'create' },
        ]),
      },
    });
    disk.free();
    // Terraform itself cut the file of its state: that must be said, too.
    await expect(harness.plan('staging')).rejects.toMatchObject({
      name: 'RunFailure',
      message: expect.stringMatching(/not acquired: .*Nobody holds it now/),
      nextStep: expect.stringContaining('check the state itself'),
    });
  });

  it('during an apply whose state is elsewhere loses only the log', async () => {
    const server = await StateServer.start();
    try {
      harness.define('staging', { state: server.definition() });
      await harness.plan('staging');
      const applied = await harness.apply('staging', fillAt('): begun'));
      expect(applied.applyLog).toContain('Warning: applied, but Terraform');
      expect(server.lock).toBeUndefined();
      await worksAgain(0);
    } finally {
      await server.stop();
    }
  });
});
