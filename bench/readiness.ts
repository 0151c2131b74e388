/**
 * Measures the readiness list: 1,000 environments with 30 checks each and 10,000
 * runs of history, on SQLite and PostgreSQL. Prints p50 and p95, writes them
 * into `bench/results.json`, and fails over budget.
 */
import type {
  ListReadinessRequest,
  VerdictInput,
} from '@backstage-iac/plugin-iac-common';
import knexFactory, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CheckResultStore } from '../plugins/iac-backend/src/database/CheckResultStore';
import { migrate } from '../plugins/iac-backend/src/database/migrate';
import { ReadinessStore } from '../plugins/iac-backend/src/database/ReadinessStore';
import { evaluateVerdict } from '../plugins/iac-backend/src/verdict/evaluateVerdict';
import { standingsOf } from '../plugins/iac-backend/src/verdict/standing';
import {
  oldestProofOf,
  signatureOf,
} from '../plugins/iac-backend/src/verdict/toLine';
import { saveResults } from './saveResults';

const ENVIRONMENTS = 1_000;
const CHECKS = 30;
const RUNS = 10_000;
const ROUNDS = 100;
/** p95 of a page or of the whole list, milliseconds. */
const BUDGETS = { postgresql: 100, sqlite: 150 };

const QUESTIONS: readonly [string, ListReadinessRequest][] = [
  ['all 1,000', { limit: 1_000 }],
  ['first 100', { limit: 100 }],
  ['one verdict', { verdict: 'BLOCKED', limit: 100 }],
  ['one check', { check: 'check.7', limit: 1_000 }],
  ['one owner, last page', { owner: 'group:default/3', offset: 50 }],
];

interface Measurement {
  database: keyof typeof BUDGETS;
  question: string;
  /** Milliseconds. */
  p50: number;
  p95: number;
  budget: number;
}

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'iac-bench-'));
  const measurements: Measurement[] = [];
  try {
    measurements.push(
      ...(await measure(
        'sqlite',
        knexFactory({
          client: 'better-sqlite3',
          connection: path.join(folder, 'bench.sqlite'),
          useNullAsDefault: true,
        }),
      )),
    );
    const { startPostgres } = await import('../scripts/test/postgres.mjs');
    const postgres = await startPostgres(path.resolve(__dirname, '..'));
    if ('reason' in postgres) {
      console.log(`PostgreSQL was not measured: ${postgres.reason}`);
    } else {
      try {
        measurements.push(
          ...(await measure(
            'postgresql',
            knexFactory({ client: 'pg', connection: postgres.url }),
          )),
        );
      } finally {
        await postgres.stop();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  saveResults({ readiness: measurements });
  const over = measurements.filter(({ p95, budget }) => p95 > budget);
  if (over.length > 0) {
    console.error(`Over budget: ${over.map(one => one.question).join(', ')}`);
    process.exitCode = 1;
  }
}

async function measure(
  database: Measurement['database'],
  knex: Knex,
): Promise<Measurement[]> {
  try {
    await migrate(knex);
    const names = await fill(knex);
    const store = new ReadinessStore({ knex });
    const measurements: Measurement[] = [];
    for (const [question, request] of QUESTIONS) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        await store.list(request, names);
        times.push(performance.now() - start);
      }
      times.sort((a, b) => a - b);
      const measured = {
        database,
        question,
        p50: percentile(times, 0.5),
        p95: percentile(times, 0.95),
        budget: BUDGETS[database],
      };
      console.log(
        `${database}, readiness list, ${question}: p50 ${measured.p50} ms, p95 ${measured.p95} ms (budget ${measured.budget})`,
      );
      measurements.push(measured);
    }
    return measurements;
  } finally {
    await knex.destroy();
  }
}

async function fill(knex: Knex): Promise<string[]> {
  const names = Array.from({ length: ENVIRONMENTS }, (_, n) => `env-${n}`);
  await knex.batchInsert(
    'iac_runs',
    Array.from({ length: RUNS }, (_, n) => ({
      id: randomUUID(),
      environment: names[n % ENVIRONMENTS],
      number: Math.floor(n / ENVIRONMENTS) + 1,
      operation: 'drift-check',
      changing: false,
      state: 'planned_and_finished',
      trigger: 'schedule',
      created_by: 'plugin:iac',
      created_at: new Date(Date.now() - n * 1000).toISOString(),
      finished_at: new Date(Date.now() - n * 1000).toISOString(),
      stages: '[]',
    })),
    100,
  );
  const store = new ReadinessStore({ knex });
  const results = new CheckResultStore({ knex });
  for (const [index, environment] of names.entries()) {
    const at = new Date();
    const inputs = inputsOf(index, at);
    const outcome = evaluateVerdict(inputs, at);
    const verdict = {
      ...outcome,
      environment,
      evaluatedAt: at.toISOString(),
      policyVersion: 1,
      inputs,
    };
    await store.exclusively(environment, async tx => {
      await results.record(
        tx,
        environment,
        inputs.map(({ checkId, status, summary, observedAt }) => ({
          checkId,
          status,
          summary,
          observedAt,
          evidence: [{ kind: 'run', runId: randomUUID() }],
          producer: 'bench',
        })),
        at.toISOString(),
      );
      await store.save(tx, {
        verdict,
        line: {
          environment,
          tier: index % 3 ? 'standard' : 'production',
          owner: `group:default/${index % 10}`,
          verdict: outcome.verdict,
          readyFor: outcome.readyFor,
          worstReason: outcome.reasons[0],
          reasonCount: outcome.reasons.length,
          groups: outcome.groups,
          counts: outcome.counts,
          drift: { status: 'clean', count: 0, checkedAt: at.toISOString() },
          evaluatedAt: at.toISOString(),
        },
        standings: standingsOf(inputs, at),
        signature: signatureOf(verdict),
        oldestProofAt: oldestProofOf(verdict),
      });
    });
  }
  if (knex.client.config.client === 'pg') await knex.raw('ANALYZE');
  return names;
}

/** Some environments are blocked, some at risk, most ready. */
function inputsOf(index: number, at: Date): VerdictInput[] {
  return Array.from({ length: CHECKS }, (_, check) => ({
    checkId: `check.${check}`,
    group: (['source', 'plan', 'drift', 'secrets', 'runtime'] as const)[
      check % 5
    ],
    title: `Check ${check}`,
    required: check % 4 !== 0,
    purposes: ['plan', 'apply', 'promote', 'rollback'],
    status: (index + check) % 97 === 0 ? 'fail' : 'pass',
    summary: 'What it saw, in a sentence of the usual length',
    observedAt: new Date(at.getTime() - check * 60_000).toISOString(),
    freshnessSeconds: 86_400,
    remediation: { label: 'Do this next' },
  }));
}

function percentile(sorted: number[], part: number): number {
  const value = sorted[Math.ceil(sorted.length * part) - 1];
  return Math.round(value * 100) / 100;
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
