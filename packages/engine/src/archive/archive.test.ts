import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptySummary } from '../plan';
import { redactStrings } from '../redaction/redactStrings';
import { LeakError, Tripwire } from '../tripwire';
import { Redactor } from '../redaction';
import {
  archiveApply,
  archivePlan,
  type ArchiveApplyOptions,
  type ArchivePlanOptions,
} from './archive';

describe('the archive', () => {
  const redactor = Redactor.create([]);
  const tripwire = Tripwire.create([
    { name: 'db_password', value: 'hunter2-hunter2' },
  ]);
  const date = new Date('2026-03-01T23:59:59Z');
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'iac-archive-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const plan = (runId: string, environment = 'staging') =>
    archivePlan({
      root,
      environment,
      date,
      runId,
      planText: redactor.redact(`plan of ${runId}`),
      planJson: redactor.redact('{}'),
      summary: redactStrings(
        emptySummary({ terraformVersion: '1.11.4' }),
        redactor,
      ),
      tripwire,
      eventLog: redactor.redact('{}\n'),
    });

  it('files a plan by environment, day and run, the newest on top', async () => {
    await plan('run-1');
    const { directory } = await plan('run-2');
    const day = path.join(root, 'staging', '2026-03-01');
    expect(directory).toBe(path.join(day, 'run-2'));
    expect(readdirSync(day).sort()).toEqual(['plan.txt', 'run-1', 'run-2']);
    expect(readFileSync(path.join(day, 'plan.txt'), 'utf8')).toBe(
      'plan of run-2',
    );
    expect(readdirSync(directory).sort()).toEqual([
      'plan.json',
      'plan.txt',
      'run.jsonl',
      'summary.json',
    ]);
  });

  it('files the log of an apply beside its plan', async () => {
    const { directory } = await plan('run-1');
    await archiveApply({
      root,
      environment: 'staging',
      date,
      runId: 'run-1',
      tripwire,
      applyLog: redactor.redact('Apply complete!'),
    });
    expect(readdirSync(directory)).toContain('apply.log');
  });

  it('moves what holds a secret to quarantine, and shows it to nobody else', async () => {
    // An empty redactor stands for one that has an error.
    const failure: unknown = await plan('hunter2-hunter2').catch(
      error => error,
    );
    expect(failure).toBeInstanceOf(LeakError);
    expect(failure).toMatchObject({
      message:
        "The tripwire found 'db_password' in 'plan.txt': moved to quarantine",
      leak: { secrets: ['db_password'], artifacts: ['plan.txt'] },
    });
    const quarantined = path.join(root, 'quarantine/hunter2-hunter2/plan.txt');
    expect(readFileSync(quarantined, 'utf8')).toBe('plan of hunter2-hunter2');
    expect(statSync(quarantined).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(quarantined)).mode & 0o777).toBe(0o700);
    const day = path.join(root, 'staging', '2026-03-01');
    expect(readdirSync(day)).toEqual(['hunter2-hunter2']);
    expect(readdirSync(path.join(day, 'hunter2-hunter2'))).not.toContain(
      'plan.txt',
    );
  });

  it('takes redacted text only', () => {
    const options: Pick<ArchiveApplyOptions, 'applyLog'> = {
      // @ts-expect-error a plain string is refused by the compiler
      applyLog: 'Apply complete!',
    };
    const summary: Pick<ArchivePlanOptions, 'summary'> = {
      // @ts-expect-error and so is a summary that was not redacted
      summary: emptySummary({ terraformVersion: '1.11.4' }),
    };
    expect([options, summary]).toHaveLength(2);
  });

  it.each(['..', '../x', 'a/b', '', '.hidden', 'a..b', 'x\n'])(
    'refuses the name %p',
    async name => {
      await expect(plan(name)).rejects.toThrow('is not a usable run id');
      await expect(plan('run', name)).rejects.toThrow(
        'is not a usable environment name',
      );
      expect(readdirSync(root)).toEqual([]);
    },
  );
});
