// Runs every kind of test and ends with one line: N passed, M failed, K skipped.
// `make test` is this; `scripts/test.sh jest browser` runs some of it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { startPostgres } from './postgres.mjs';

const root = process.env.ROOT;
const strict = process.env.CI === 'true';
const reports = path.join(root, 'test-results');
const bin = name => path.join(root, 'node_modules/.bin', name);

/** @typedef {{passed: number, failed: string[], skipped: string[]}} Result */

/** @returns {Result} */
const result = (passed, failed = [], skipped = []) => ({
  passed,
  failed,
  skipped,
});

/** A command that passes or fails as a whole. */
function command(title, file, args, options = {}) {
  const { status } = spawnSync(file, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  return status === 0 ? result(1) : result(0, [title]);
}

async function postgres() {
  const given =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
  if (given) return { url: given, stop: async () => {} };
  return startPostgres(root);
}

async function jest() {
  const database = await postgres();
  const env = {
    ...process.env,
    NODE_OPTIONS: '--max-old-space-size=4096',
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
  };
  if (database.url) {
    env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING = database.url;
    env.IAC_TEST_POSTGRES = database.url;
  }
  const report = path.join(reports, 'jest.json');
  try {
    const { status } = spawnSync(
      bin('backstage-cli'),
      [
        'repo',
        'test',
        '--watchAll=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${report}`,
      ],
      { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    if (!existsSync(report))
      return result(0, [`jest ended with ${status} and without a report`]);
    const outcome = readJest(JSON.parse(readFileSync(report, 'utf8')));
    if (status !== 0 && outcome.failed.length === 0)
      outcome.failed.push(`jest ended with ${status}`);
    if (database.reason)
      outcome.skipped.push(`tests on PostgreSQL: ${database.reason}`);
    return outcome;
  } finally {
    await database.stop?.();
  }
}

function readJest(report) {
  const outcome = result(report.numPassedTests);
  for (const file of report.testResults) {
    const name = path.relative(root, file.name);
    if (
      file.status === 'failed' &&
      file.assertionResults.every(test => test.status !== 'failed')
    ) {
      outcome.failed.push(`${name}: ${file.message.split('\n')[0]}`);
    }
    for (const test of file.assertionResults) {
      if (test.status === 'failed')
        outcome.failed.push(`${name}: ${test.fullName}`);
      if (test.status === 'pending' || test.status === 'todo')
        outcome.skipped.push(`${name}: ${test.fullName}`);
    }
  }
  return outcome;
}

function terraform() {
  const outcome = result(0);
  const add = part => {
    outcome.passed += part.passed;
    outcome.failed.push(...part.failed);
  };
  const binary = ['terraform', 'tofu'].find(
    name => spawnSync(name, ['version']).status === 0,
  );
  if (!binary)
    return result(
      0,
      [],
      ['reference stack: neither terraform nor tofu was found'],
    );
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: path.join(process.env.IAC_HOME, 'mirror/terraform.rc'),
    SANDBOX_HOME: path.join(reports, 'cloud'),
    TF_VAR_db_password: 'only-for-tests-4711',
    TF_VAR_pager_token: 'only-for-tests-4712',
  };
  add(
    command('terraform fmt', binary, ['fmt', '-check', '-recursive', 'infra'], {
      env,
    }),
  );
  for (const folder of ['environments/staging', 'environments/production']) {
    const cwd = path.join(root, 'infra', folder);
    const own = {
      env: { ...env, TF_DATA_DIR: path.join(reports, 'terraform', folder) },
      cwd,
    };
    add(
      command(
        `terraform init ${folder}`,
        binary,
        ['init', '-input=false', '-lockfile=readonly'],
        own,
      ),
    );
    add(command(`terraform validate ${folder}`, binary, ['validate'], own));
  }
  for (const module of ['networking', 'compute', 'observability']) {
    const cwd = path.join(root, 'infra/modules', module);
    const own = {
      env: { ...env, TF_DATA_DIR: path.join(reports, 'terraform', module) },
      cwd,
    };
    add(
      command(
        `terraform init ${module}`,
        binary,
        ['init', '-input=false', '-backend=false'],
        own,
      ),
    );
    add(command(`terraform test ${module}`, binary, ['test'], own));
    rmSync(path.join(cwd, '.terraform.lock.hcl'), { force: true });
  }
  return outcome;
}

/** A few trials that are the same each time; `make chaos` draws others. */
function chaos() {
  const trials = 6;
  const report = path.join(reports, 'chaos.json');
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, 'scripts/test/chaos.mjs'),
      '--n',
      String(trials),
      '--seed',
      '4',
      '--output',
      report,
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (!existsSync(report))
    return result(0, [`chaos ended with ${status} and without a report`]);
  const { total, violations } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = Array.from(
    { length: violations },
    (_, i) => `chaos: violation ${i + 1}, see above`,
  );
  if (status !== 0 && failed.length === 0)
    failed.push(`chaos ended with ${status}`);
  return result(total - violations, failed);
}

function browser() {
  const chromium = findChromium();
  if (chromium.reason)
    return result(0, [], [`browser tests: ${chromium.reason}`]);
  const report = path.join(reports, 'playwright.json');
  const { status } = spawnSync(bin('playwright'), ['test'], {
    cwd: root,
    env: {
      ...process.env,
      CHROMIUM_PATH: chromium.path,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (!existsSync(report))
    return result(0, [`playwright ended with ${status} and without a report`]);
  const { stats, errors } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = Array.from(
    { length: stats.unexpected + stats.flaky },
    (_, i) => `browser test ${i + 1}, see above`,
  );
  failed.push(...errors.map(error => `browser: ${error.message}`));
  if (status !== 0 && failed.length === 0)
    failed.push(`playwright ended with ${status}`);
  return result(
    stats.expected,
    failed,
    stats.skipped ? [`${stats.skipped} browser tests`] : [],
  );
}

const steps = {
  types: () => command('type check', bin('tsc'), []),
  lint: () =>
    command('lint', bin('backstage-cli'), ['repo', 'lint', '--max-warnings=0']),
  unused: () => command('unused code and dependencies', bin('knip'), []),
  terraform,
  jest,
  chaos,
  browser,
};

const chosen = process.argv.slice(2).length
  ? process.argv.slice(2)
  : Object.keys(steps);
const total = result(0);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
for (const name of chosen) {
  if (!steps[name]) {
    console.error(
      `Unknown part '${name}'; there are: ${Object.keys(steps).join(', ')}`,
    );
    process.exit(2);
  }
  const began = Date.now();
  console.log(`\n=== ${name}`);
  const part = await steps[name]();
  total.passed += part.passed;
  total.failed.push(...part.failed);
  total.skipped.push(...part.skipped);
  console.log(
    `=== ${name}: ${part.passed} passed, ${part.failed.length} failed, ${
      part.skipped.length
    } skipped in ${Math.round((Date.now() - began) / 1000)} s`,
  );
}
for (const title of total.failed) console.log(`failed:  ${title}`);
for (const title of total.skipped) console.log(`skipped: ${title}`);
console.log(
  `\n${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`,
);
process.exit(
  total.failed.length > 0 || (strict && total.skipped.length > 0) ? 1 : 0,
);
