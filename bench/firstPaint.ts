/**
 * Measures the first paint of the readiness page with 300 environments, paired
 * with 3, in Chromium on the production build. Prints a table, writes medians
 * and maxima into `bench/results.json`, and fails over budget.
 */
import { chromium, type Browser } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { CHROMIUM_ARGS, findChromium } from '../scripts/test/chromium.mjs';
import { median } from './pairs';
import { Portal } from './Portal';
import { saveResults } from './saveResults';
import { visit, type Visit, type VisitOptions } from './visit';

const ROOT = path.resolve(__dirname, '..');
const MANY = 300;
const FEW = 3;
/** From the shell to the rows, median of cold visits at full speed; milliseconds. */
const BUDGET_MS = 1_000;

type Circumstances = Omit<VisitOptions, 'url'>;

const MEASUREMENTS: readonly {
  title: string;
  rounds: number;
  circumstances: Circumstances;
  budget?: number;
}[] = [
  { title: 'cold cache', rounds: 11, circumstances: {}, budget: BUDGET_MS },
  { title: 'warm cache', rounds: 9, circumstances: { warm: true } },
  {
    title: 'cold cache, half speed',
    rounds: 7,
    circumstances: { slowdown: 2 },
  },
];

interface Paint {
  title: string;
  rounds: number;
  environments: number;
  /** From the shell to the rows, milliseconds. */
  median: number;
  max: number;
  budget?: number;
  /** The same with 3 environments. */
  fewMedian: number;
  /** Of 300 to 3, median over the pairs. */
  ratio: number;
  /** The answer with all environments: JSON, kB, and how long the page waited, ms. */
  answerKilobytes: number;
  answerMedian: number;
  /** To the plugin's backend before the rows; the most of all rounds. */
  requests: number;
}

async function main() {
  const found = findChromium();
  if ('reason' in found) {
    console.log(`The first paint was not measured: ${found.reason}`);
    return;
  }
  buildFrontend();
  const folder = mkdtempSync(path.join(tmpdir(), 'iac-bench-'));
  const portals: Portal[] = [];
  let browser: Browser | undefined;
  try {
    for (const count of [MANY, FEW]) {
      portals.push(await Portal.start(path.join(folder, `${count}`), count));
    }
    browser = await chromium.launch({
      executablePath: found.path,
      args: CHROMIUM_ARGS,
    });
    const [many, few] = portals;
    const paints: Paint[] = [];
    for (const { title, rounds, circumstances, budget } of MEASUREMENTS) {
      const pairs = await visitInTurn(browser, {
        many,
        few,
        rounds,
        circumstances,
      });
      const paint = { title, budget, ...summarize(pairs) };
      print(paint);
      paints.push(paint);
    }
    saveResults({ firstPaint: { load: round(loadavg()[0]), paints } });
    const over = paints.filter(
      ({ median: ms, budget }) => budget && ms > budget,
    );
    if (over.length > 0) {
      console.error(
        `Over budget: ${over.map(({ title }) => title).join(', ')}`,
      );
      process.exitCode = 1;
    }
  } finally {
    await browser?.close();
    for (const portal of portals) await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As it is deployed; a build from earlier would be another page. */
function buildFrontend(): void {
  execFileSync(
    process.execPath,
    [path.join(ROOT, 'node_modules/.bin/backstage-cli'), 'package', 'build'],
    {
      cwd: path.join(ROOT, 'packages/app'),
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}

interface VisitPair {
  many: Visit;
  few: Visit;
}

/** Both portals in turn after one warm-up of each, so that a drifting machine cancels out. */
async function visitInTurn(
  browser: Browser,
  options: {
    many: Portal;
    few: Portal;
    rounds: number;
    circumstances: Circumstances;
  },
): Promise<VisitPair[]> {
  const { rounds, circumstances } = options;
  const go = (side: keyof VisitPair) =>
    visit(browser, { ...circumstances, url: options[side].url });
  await go('many');
  await go('few');
  const pairs: VisitPair[] = [];
  for (let index = 0; index < rounds; index += 1) {
    if (index % 2 === 0) {
      const many = await go('many');
      pairs.push({ many, few: await go('few') });
    } else {
      const few = await go('few');
      pairs.push({ few, many: await go('many') });
    }
  }
  return pairs;
}

function summarize(pairs: VisitPair[]): Omit<Paint, 'title' | 'budget'> {
  const over = (of: (pair: VisitPair) => number) =>
    pairs.map(of).sort((a, b) => a - b);
  const many = over(pair => afterShell(pair.many));
  return {
    rounds: pairs.length,
    environments: MANY,
    median: Math.round(median(many)),
    max: Math.round(many[many.length - 1]),
    fewMedian: Math.round(median(over(pair => afterShell(pair.few)))),
    ratio: round(
      median(over(pair => afterShell(pair.many) / afterShell(pair.few))),
    ),
    answerKilobytes: Math.round(pairs[0].many.answer.bytes / 1000),
    answerMedian: Math.round(
      median(over(({ many: { answer } }) => answer.to - answer.from)),
    ),
    requests: Math.max(...pairs.map(pair => pair.many.requests)),
  };
}

function afterShell({ moments }: Visit): number {
  return moments.rows - moments.shell;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function print(paint: Paint): void {
  const { environments, title, rounds, requests } = paint;
  const budget = paint.budget ? ` (budget ${paint.budget})` : '';
  console.log(
    `first paint, ${environments} environments, ${title}: median ${paint.median} ms${budget}, max ${paint.max} ms; ${FEW} environments ${paint.fewMedian} ms, ratio ${paint.ratio}; answer ${paint.answerKilobytes} kB in ${paint.answerMedian} ms, ${requests} requests, ${rounds} pairs`,
  );
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
