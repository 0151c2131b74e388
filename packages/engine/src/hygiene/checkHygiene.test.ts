import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Git } from '../source/git';
import { checkHygiene, type HygieneOptions } from './checkHygiene';
import { checkScan } from './scan';

describe('checks of hygiene', () => {
  let workingCopy: string;
  beforeEach(() => {
    workingCopy = mkdtempSync(path.join(tmpdir(), 'iac-hygiene-test-'));
    mkdirSync(path.join(workingCopy, 'env'));
    for (const name of ['a.tf', 'b.tf', 'env/main.tf']) {
      writeFileSync(path.join(workingCopy, name), '# nothing\n');
    }
  });
  afterEach(() => rmSync(workingCopy, { recursive: true, force: true }));

  const rootModule = () => path.join(workingCopy, 'env');

  const check = (options: Partial<HygieneOptions> = {}) =>
    checkHygiene({
      workingCopy,
      rootModule: rootModule(),
      commit: 'c0ffee',
      ...options,
    });

  it('that do not work are errors, and the others work all the same', async () => {
    const git = await Git.create({
      cache: workingCopy,
      path: (process.env.PATH ?? '').split(path.delimiter),
      trusted: [],
    });
    const gitDir = path.join(workingCopy, 'no-repository');
    const { checks } = await check({ git: { git, gitDir, prefix: '' } });

    expect(checks.map(({ id, status }) => [id, status])).toEqual([
      ['ignored', 'error'],
      ['tracked', 'error'],
      ['history', 'error'],
      ['template', 'not-applicable'],
      ['literals', 'pass'],
      ['scan', 'pass'],
    ]);
    expect(checks[0].summary).toMatch(
      /^The check itself failed: not a git repository/,
    );
  });

  it('that are stopped never say that they found nothing', async () => {
    const { checks } = await check({ signal: AbortSignal.abort() });
    expect(checks.find(({ id }) => id === 'scan')).toMatchObject({
      status: 'warn',
      summary:
        'No known kind of secret found: 0 files scanned, 3 files not reached within the bounds',
    });
  });

  it.each([
    [{ files: 0 }, 'warn', '0 files scanned, 3 files not reached'],
    // All of the environment's own code was read.
    [{ files: 2 }, 'pass', '2 files scanned, 1 file not reached'],
    [{ totalBytes: 1 }, 'pass', '1 file scanned, 2 files not reached'],
    [
      { fileBytes: 1024 },
      'pass',
      '3 files scanned, 1 file above 1 KiB left out',
    ],
  ])('of the source are bounded by %j', async (limits, status, extent) => {
    if ('fileBytes' in limits) {
      writeFileSync(path.join(workingCopy, 'large.txt'), 'x'.repeat(2000));
    }
    const scan = await checkScan({
      workingCopy,
      own: [rootModule()],
      signal: new AbortController().signal,
      limits,
    });
    expect(scan).toMatchObject({
      status,
      summary: expect.stringContaining(extent),
    });
  });

  it('leave out what .secretlintignore names, and nothing of the environment', async () => {
    const key = `key = "AKIA${'Q7RT2WZ4MNB5KXJ3'}"\n`;
    const aws = `aws_secret_access_key = "${'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzEXAMPLEKE'}"\n`;
    for (const name of ['test.tf', 'env/leak.tf']) {
      writeFileSync(path.join(workingCopy, name), key + aws);
    }
    writeFileSync(
      path.join(workingCopy, '.secretlintignore'),
      '# made up\ntest.tf\nenv/\n',
    );
    const scan = () =>
      checkScan({
        workingCopy,
        own: [rootModule()],
        signal: new AbortController().signal,
      });

    expect(await scan()).toMatchObject({
      status: 'fail',
      evidence: expect.arrayContaining([
        expect.objectContaining({ file: 'env/leak.tf' }),
      ]),
    });
    rmSync(path.join(workingCopy, 'env/leak.tf'));
    expect(await scan()).toMatchObject({
      status: 'pass',
      summary: expect.stringContaining('1 file left out by .secretlintignore'),
    });
    rmSync(path.join(workingCopy, '.secretlintignore'));
    expect(await scan()).toMatchObject({ status: 'warn' });
  });
});
