/**
 * Compares the engine with the bare commands, paired in one run. Prints a table
 * and writes `bench/results.json`.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  createEngine,
  Keyring,
  type EngineEnvironment,
} from '@backstage-iac/engine';
import { compare, median, type Comparison } from './pairs';
import { redactionThroughput } from './redaction';
import { saveResults } from './saveResults';
import { writeStack } from './stack';

const run = promisify(execFile);

/** Resources and rounds: fewer rounds where one takes many seconds. */
const SIZES = [
  { resources: 1, rounds: 9 },
  { resources: 100, rounds: 9 },
  { resources: 1_000, rounds: 5 },
  { resources: 10_000, rounds: 3 },
];
const SWEEP_ENVIRONMENTS = 50;
const SWEEP_RESOURCES = 10;
const PARALLEL = Math.max(2, cpus().length);

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'iac-bench-'));
  const server = spawn(
    process.execPath,
    [path.join(__dirname, 'stateServer.mjs')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const [port] = await once(server.stdout, 'data');
    const address = `http://127.0.0.1:${String(port).trim()}`;
    const results: Comparison[] = [];
    for (const size of SIZES) {
      results.push(await wholeRun({ ...size, folder, address }));
      print(results[results.length - 1]);
    }
    results.push(await sweep({ folder, address }));
    print(results[results.length - 1]);
    const redaction = await redactionThroughput();
    results.push(redaction);
    print(redaction);
    process.stdout.write(
      `${''.padEnd(36)} ${redaction.megabytesPerSecond.toFixed(0)} MB/s\n`,
    );
    saveResults({
      terraform: (await run('terraform', ['version'])).stdout.split('\n')[0],
      node: process.version,
      cores: cpus().length,
      results,
    });
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  folder: string;
  /** Of the state server, without a path. */
  address: string;
}

/** Plan of a new environment: ours against `init, validate, plan -out, show -json`. */
async function wholeRun(
  options: Place & { resources: number; rounds: number },
): Promise<Comparison> {
  const { resources, rounds, address } = options;
  const stack = writeStack(
    path.join(options.folder, `stack-${resources}`),
    resources,
  );
  const engine = newEngine(options.folder);
  const environment = definition(
    `size-${resources}`,
    stack,
    `${address}/size-${resources}`,
  );
  let count = 0;
  return compare({
    title: `plan of ${resources} resources`,
    rounds,
    async ours() {
      const runId = `run-${resources}-${count++}`;
      const evidence = await engine.plan({
        runId,
        environment,
        operation: 'plan-only',
      });
      if (evidence.summary.counts.create !== resources) {
        throw new Error(`Expected ${resources} resources to be created`);
      }
      await engine.discard(runId);
    },
    bare: () => bareRun(stack, `${address}/size-${resources}`),
  });
}

/** Drift checks of environments that are up to date: ours against `xargs -P`. */
async function sweep(place: Place): Promise<Comparison> {
  const engine = newEngine(place.folder);
  const stacks = Array.from({ length: SWEEP_ENVIRONMENTS }, (_, i) => {
    const name = `sweep-${i}`;
    const stack = writeStack(path.join(place.folder, name), SWEEP_RESOURCES);
    return { name, stack, address: `${place.address}/${name}` };
  });
  for (const { stack, address } of stacks) {
    const options = { cwd: stack, env: bareEnvironment(address) };
    await run('terraform', ['init', '-input=false'], options);
    await run('terraform', ['apply', '-auto-approve', '-input=false'], options);
    rmSync(path.join(stack, '.terraform'), { recursive: true, force: true });
  }
  const script = [
    'cd "$1" && export TF_HTTP_ADDRESS="$2"',
    'terraform init -input=false >/dev/null',
    'terraform plan -input=false -out=check.tfplan >/dev/null',
    'terraform show -json check.tfplan >check.json',
    'rm -rf .terraform check.tfplan check.json',
  ].join(' && ');
  let count = 0;
  return compare({
    title: `drift sweep of ${SWEEP_ENVIRONMENTS} environments`,
    rounds: 5,
    async ours() {
      const queue = [...stacks];
      const worker = async () => {
        for (let next = queue.pop(); next; next = queue.pop()) {
          const runId = `sweep-run-${count++}`;
          const evidence = await engine.plan({
            runId,
            environment: definition(next.name, next.stack, next.address),
            operation: 'drift-check',
          });
          if (evidence.drift?.status !== 'clean') {
            throw new Error(`Expected no drift in ${next.name}`);
          }
          await engine.discard(runId);
        }
      };
      await Promise.all(Array.from({ length: PARALLEL }, worker));
    },
    async bare() {
      const child = spawn(
        'xargs',
        ['-P', String(PARALLEL), '-n', '2', 'sh', '-c', script, 'sh'],
        { stdio: ['pipe', 'ignore', 'inherit'], env: bareEnvironment() },
      );
      child.stdin.end(
        stacks.map(({ stack, address }) => `${stack} ${address}`).join('\n'),
      );
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`xargs ended with ${code}`);
    },
  });
}

async function bareRun(stack: string, address: string) {
  const options = {
    cwd: stack,
    env: bareEnvironment(address),
    maxBuffer: 1 << 30,
  };
  await run('terraform', ['init', '-input=false'], options);
  await run('terraform', ['validate', '-json'], options);
  await run(
    'terraform',
    ['plan', '-input=false', '-out=bench.tfplan'],
    options,
  );
  await run('terraform', ['show', '-json', 'bench.tfplan'], options);
  rmSync(path.join(stack, '.terraform'), { recursive: true, force: true });
  rmSync(path.join(stack, 'bench.tfplan'));
}

function bareEnvironment(address?: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CHECKPOINT_DISABLE: '1',
    ...(address ? { TF_HTTP_ADDRESS: address } : {}),
  };
}

function newEngine(folder: string) {
  return createEngine({
    home: path.join(folder, 'engine'),
    digestKey: randomBytes(32),
    keyring: Keyring.create([{ id: 'bench', secret: randomBytes(32) }]),
  });
}

function definition(
  name: string,
  stack: string,
  address: string,
): EngineEnvironment {
  return {
    name,
    source: { type: 'directory', path: stack },
    directory: '.',
    state: { type: 'http', config: { address }, env: {} },
    variables: {},
    variableFiles: [],
    secrets: [],
    env: {},
    tool: { binary: 'terraform' },
  };
}

function print(comparison: Comparison) {
  const seconds = (side: 'ours' | 'bare') =>
    median(
      comparison.pairs.map(pair => pair[side]).sort((a, b) => a - b),
    ).toFixed(2);
  const ratio = (value: number) => value.toFixed(2);
  process.stdout.write(
    `${comparison.title.padEnd(36)} ours ${seconds('ours')} s  bare ${seconds(
      'bare',
    )} s  ratio ${ratio(comparison.ratio)} (${ratio(
      comparison.minRatio,
    )}–${ratio(comparison.maxRatio)}, ${comparison.pairs.length} pairs)\n`,
  );
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
