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
    [{ files: 2 }, 'warn', '2 files scanned, 1 file not reached'],
    [{ totalBytes: 1 }, 'warn', '1 file scanned, 2 files not reached'],
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
});
