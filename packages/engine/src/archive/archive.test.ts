import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptySummary } from '../plan';
import { Redactor } from '../redaction';
import { archiveApply, archivePlan } from './archive';

describe('the archive', () => {
  const redactor = Redactor.create([]);
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
      summary: emptySummary({ terraformVersion: '1.11.4' }),
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
      applyLog: redactor.redact('Apply complete!'),
    });
    expect(readdirSync(directory)).toContain('apply.log');
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
