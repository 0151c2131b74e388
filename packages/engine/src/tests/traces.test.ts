import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { oneResource } from './code';
import { Harness } from './Harness';
import { StateServer } from './StateServer';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

const DONE = { address: 'terraform_data.network', action: 'create' };
const SLOW = { address: 'terraform_data.slow', action: 'create' };

describe('an apply whose worker was killed', () => {
  let harness: Harness;
  let release: string;
  beforeEach(() => {
    harness = new Harness();
    release = path.join(harness.root, 'release');
    harness.write({
      'envs/staging/main.tf': `${oneResource()}
resource "terraform_data" "slow" {
  depends_on = [terraform_data.network]
  provisioner "local-exec" {
    command = "echo begun; until [ -e ${release} ]; do sleep 0.05; done"
  }
}
`,
    });
  });
  afterEach(() => {
    writeFileSync(release, '');
    harness.dispose();
  });

  /** Plans, applies in another process, and kills that one in the middle. */
  const loseWorker = async () => {
    await harness.plan('staging');
    const worker = startWorker(harness);
    for await (const line of createInterface(worker.stdout!)) {
      if (line.includes('): begun')) worker.kill('SIGKILL');
    }
  };

  const traces = () => path.join(harness.runFolder('staging'), 'apply.json');

  /** Looks until Terraform has ended. */
  const examineAfterEnd = async () => {
    for (;;) {
      const found = await harness.examine('staging');
      // The process is gone before its lock on the state's file is.
      if (found.process !== 'running' && found.lock.status !== 'locked') {
        return found;
      }
    }
  };

  it('goes on by itself, and is found at work and then complete', async () => {
    await loseWorker();
    expect(statSync(traces()).mode.toString(8)).toMatch(/600$/);
    await expect(harness.examine('staging')).resolves.toEqual({
      process: 'running',
      progress: { done: [DONE], unfinished: [SLOW] },
      saidComplete: false,
      rescuedState: false,
      now: expect.any(Object),
      lock: expect.objectContaining({ status: 'locked' }),
      problems: [],
    });

    const { runId } = harness.planned('staging');
    await expect(harness.engine.discard(runId)).rejects.toThrow(
      'Terraform is still at work in it',
    );
    writeFileSync(release, '');
    const after = await examineAfterEnd();
    expect(after).toEqual({
      process: 'ended',
      progress: { done: [DONE, SLOW], unfinished: [] },
      saidComplete: true,
      rescuedState: false,
      now: { lineage: expect.any(String), serial: expect.any(Number) },
      lock: { status: 'unlocked' },
      problems: [],
    });
    const { summary } = await harness.plan('staging');
    expect(summary.hasChanges).toBe(false);
  });

  it('leaves a state that could not be saved, which is sealed', async () => {
    const server = await StateServer.start();
    try {
      harness.define('staging', { state: server.definition() });
      await loseWorker();
      server.refuseSaving = true;
      writeFileSync(release, '');
      const after = await examineAfterEnd();
      expect(after).toMatchObject({
        process: 'ended',
        saidComplete: false,
        progress: { done: [DONE, SLOW] },
        rescuedState: true,
      });
      const folder = harness.contentOf(harness.runFolder('staging'));
      expect(folder).not.toContain('"lineage": ');
      expect(readdirSync(harness.runFolder('staging'))).toEqual(
        expect.arrayContaining(['errored.tfstate.sealed']),
      );
      server.refuseSaving = false;
      await expect(harness.pushRescuedState('staging')).resolves.toEqual({
        lineage: expect.any(String),
        serial: expect.any(Number),
      });
    } finally {
      await server.stop();
    }
  });

  it('leaves that state even when its folder is discarded first', async () => {
    const server = await StateServer.start();
    try {
      harness.define('staging', { state: server.definition() });
      await loseWorker();
      server.refuseSaving = true;
      writeFileSync(release, '');
      const { runId } = harness.planned('staging');
      for (;;) {
        const busy = await harness.engine.discard(runId).catch(error => error);
        if (busy === undefined) break;
      }
      expect(readdirSync(harness.runFolder('staging'))).toEqual([
        'errored.tfstate.sealed',
        'run.json',
      ]);
    } finally {
      await server.stop();
    }
  });

  it('is not mistaken for a process that has got its number', async () => {
    await loseWorker();
    const kept = JSON.parse(readFileSync(traces(), 'utf8'));
    expect(kept).toMatchObject({ host: hostname(), before: {} });
    const mine = { ...kept, pid: process.pid };
    writeFileSync(traces(), JSON.stringify(mine));
    await expect(harness.examine('staging')).resolves.toMatchObject({
      process: 'ended',
    });
  });

  it('is looked at from another host as far as that goes', async () => {
    await loseWorker();
    const kept = JSON.parse(readFileSync(traces(), 'utf8'));
    writeFileSync(traces(), JSON.stringify({ ...kept, host: 'worker-7' }));
    await expect(harness.examine('staging')).resolves.toMatchObject({
      process: 'elsewhere',
      progress: { done: [DONE], unfinished: [SLOW] },
      problems: [expect.stringContaining("'worker-7'")],
    });
    await expect(
      harness.engine.examine({
        runId: 'never-here',
        environment: harness.environment('staging'),
      }),
    ).resolves.toMatchObject({
      process: 'elsewhere',
      now: expect.any(Object),
      lock: { status: 'locked' },
      problems: ["The run's folder is not on this host"],
    });
  });

  it('that never started Terraform has nothing to tell', async () => {
    await harness.plan('staging');
    await expect(harness.examine('staging')).resolves.toMatchObject({
      process: 'ended',
      progress: { done: [], unfinished: [] },
      saidComplete: false,
      problems: [expect.stringContaining('no trace of an apply')],
    });
  });
});

function startWorker(harness: Harness): ChildProcess {
  const order = path.join(harness.root, 'order.json');
  writeFileSync(order, JSON.stringify(harness.orderOf('staging')));
  const worker = spawn(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      path.join(__dirname, 'supervisor.ts'),
      order,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  once(worker, 'exit').catch(() => undefined);
  return worker;
}
