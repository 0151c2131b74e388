/**
 * Strikes runs at random instants with faults, and looks whether anything is
 * broken afterwards. `chaos/main.ts --n 200 --seed 1 --clusters postgres-1,sqlite`.
 * Prints a table, writes `chaos/results.json`; exits with 1 on a violation.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import createKnex from 'knex';
import { bundleWorker } from './bundle';
import { Cluster } from './Cluster';
import { Random } from './random';
import { printRow, printSummary, summarize } from './report';
import { drawTriple, tryTriple, type Outcome, type Triple } from './trial';

/** Shorter than a portal's, and longer than any outage that a trial makes; seconds. */
const LEASE_SECONDS = 12;

interface Arguments {
  n: number;
  seed: number;
  clusters: string[];
  /** Where results go; absent: nowhere. */
  output?: string;
}

async function main(): Promise<number> {
  const asked = readArguments();
  const folder = mkdtempSync(path.join(tmpdir(), 'iac-chaos-'));
  const bundle = bundleWorker(folder);
  const clusters: Cluster[] = [];
  const began = Date.now();
  try {
    for (const name of asked.clusters) {
      clusters.push(await startCluster(name, folder, bundle));
    }
    const triples = draw(asked, clusters);
    const outcomes: Outcome[] = [];
    // The clusters share nothing but the machine.
    await Promise.all(
      clusters.map(async cluster => {
        for (const triple of triples.get(cluster) ?? []) {
          const outcome = await tryTriple(triple, cluster, asked.seed);
          outcomes.push(outcome);
          printRow(outcome);
          for (const worker of cluster.workers) await worker.ensure();
        }
      }),
    );
    outcomes.sort((one, other) => one.number - other.number);
    const summary = summarize(outcomes);
    printSummary(summary, Math.round((Date.now() - began) / 1000));
    if (asked.output) {
      writeFileSync(
        asked.output,
        `${JSON.stringify(
          { seed: asked.seed, ...summary, trials: outcomes },
          undefined,
          2,
        )}\n`,
      );
    }
    if (summary.violations > 0) {
      console.log(`The logs of the workers are in ${folder}`);
      return 1;
    }
    for (const cluster of clusters.splice(0)) {
      await cluster.stop();
      cluster.remove();
    }
    return 0;
  } finally {
    for (const cluster of clusters) await cluster.stop();
  }
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      n: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      clusters: { type: 'string' },
      output: { type: 'string' },
    },
  });
  const n = Number(values.n);
  const seed = Number(values.seed);
  if (!Number.isInteger(n) || n < 1 || !Number.isInteger(seed)) {
    throw new Error('N and SEED are whole numbers: make chaos N=200 SEED=1');
  }
  const all = process.env.IAC_TEST_POSTGRES
    ? ['postgres-1', 'postgres-2', 'sqlite']
    : ['sqlite'];
  return {
    n,
    seed,
    clusters: values.clusters?.split(',') ?? all,
    output: values.output,
  };
}

/** In turn: two of three trials go to PostgreSQL, where several hosts can race. */
function draw(asked: Arguments, clusters: Cluster[]): Map<Cluster, Triple[]> {
  const random = new Random(asked.seed);
  const drawn = new Map<Cluster, Triple[]>();
  for (let number = 1; number <= asked.n; number += 1) {
    const cluster = clusters[number % clusters.length];
    const triple = drawTriple(number, cluster, random);
    drawn.set(cluster, [...(drawn.get(cluster) ?? []), triple]);
  }
  return drawn;
}

async function startCluster(
  name: string,
  folder: string,
  bundle: string,
): Promise<Cluster> {
  const options = {
    name,
    folder: path.join(folder, name),
    bundle,
    cliConfigFile: path.join(process.env.IAC_HOME ?? '', 'mirror/terraform.rc'),
    leaseSeconds: LEASE_SECONDS,
  };
  if (!name.startsWith('postgres'))
    return Cluster.start({ ...options, workers: 1 });
  return Cluster.start({
    ...options,
    workers: 2,
    postgres: await createDatabase(name),
  });
}

async function createDatabase(cluster: string): Promise<string> {
  const server = process.env.IAC_TEST_POSTGRES;
  if (!server) throw new Error('IAC_TEST_POSTGRES names no PostgreSQL');
  const name = `chaos_${process.pid}_${cluster.replace('-', '_')}`;
  const admin = createKnex({ client: 'pg', connection: server });
  await admin.raw(`CREATE DATABASE "${name}"`);
  await admin.destroy();
  return server.replace(/\/[^/]*$/, `/${name}`);
}

main().then(
  code => process.exit(code),
  error => {
    console.error(error);
    process.exit(1);
  },
);
