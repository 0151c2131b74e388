import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { RunFailure } from '@backstage-iac/engine';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { auditLeak } from '../audit/auditLeak';
import { RunHarness } from '../__testUtils__/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const SECRET = 'correct-horse-battery';
const SECRETS = [{ name: 'db_password', value: SECRET }];

describe.each(databases.eachSupportedId())('the tripwire, %p', id => {
  const directory = createMockDirectory();
  let harness: RunHarness;

  beforeEach(async () => {
    directory.clear();
    harness = await RunHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
    });
    harness.work();
  });

  afterEach(async () => harness.stop());

  const quarantined = (run: Run, name: string) =>
    directory.resolve(`home/records/quarantine/${run.id}/${name}`);

  const everythingStored = async () =>
    JSON.stringify(
      await Promise.all(
        ['iac_runs', 'iac_log_chunks', 'iac_artifacts'].map(table =>
          harness.knex(table).select('*'),
        ),
      ),
    );

  it('ends a run that has a secret in its plan', async () => {
    harness.engine.script = {
      secrets: SECRETS,
      planText: `password = "${SECRET}"\n`,
    };
    const run = await harness.plan('staging');
    const ended = await harness.reaches(run, 'errored');

    expect(ended.error).toEqual({
      message:
        "The tripwire found 'db_password' in 'plan.txt': moved to quarantine",
      nextStep: expect.stringContaining('Rotate the secret'),
    });
    expect(await harness.parts.service.getPlanText(run.id)).toBeUndefined();
    const file = quarantined(run, 'plan.txt');
    expect(readFileSync(file, 'utf8')).toContain(SECRET);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(harness.leaks).toEqual([
      {
        runId: run.id,
        secrets: ['db_password'],
        artifacts: ['plan.txt'],
        quarantine: directory.resolve(`home/records/quarantine/${run.id}`),
      },
    ]);
  });

  it('ends a run that has a secret in its log, and takes the log away', async () => {
    harness.engine.script = {
      secrets: SECRETS,
      // A form that is not the value itself.
      logText: `token ${Buffer.from(`ada:${SECRET}`).toString('base64')}\n`,
    };
    const run = await harness.plan('staging');
    await harness.reaches(run, 'errored');

    expect(await harness.log(run)).toBe('');
    expect(readFileSync(quarantined(run, 'log.txt'), 'utf8')).toContain(
      'token YWRh',
    );
    expect(harness.leaks).toMatchObject([{ artifacts: ['log.txt'] }]);
  });

  it('searches the log of a run that fails, and says both', async () => {
    harness.engine.script = {
      secrets: SECRETS,
      logText: `${SECRET}\n`,
      failPlan: new RunFailure('No quota'),
    };
    const run = await harness.plan('staging');
    const ended = await harness.reaches(run, 'errored');

    expect(ended.error?.message).toBe(
      "No quota. The tripwire found 'db_password' in 'log.txt': moved to quarantine",
    );
    expect(await everythingStored()).not.toContain(SECRET);
  });

  it('does not call an apply applied when its log holds a secret', async () => {
    harness.engine.script = { secrets: SECRETS, changes: 1 };
    const run = await harness.planAndApply('staging');
    await harness.reaches(run, 'awaiting_approval');
    harness.engine.script.logText = `${SECRET}\n`;
    await harness.approve(run);
    const ended = await harness.reaches(run, 'errored');

    expect(ended.error?.message).toBe(
      "Applied, but: The tripwire found 'db_password' in 'log.txt': moved to quarantine",
    );
    expect(await harness.log(run)).toBe('');
  });

  it('leaves what is unknown unknown', async () => {
    harness.engine.script = { secrets: SECRETS, changes: 1 };
    const run = await harness.planAndApply('staging');
    await harness.reaches(run, 'awaiting_approval');
    harness.engine.script.logText = `${SECRET}\n`;
    harness.engine.script.failApply = new Error('The disk is gone');
    await harness.approve(run);
    await harness.reaches(run, 'outcome_unknown');
    expect(existsSync(quarantined(run, 'log.txt'))).toBe(true);
  });

  it('is silent where there is nothing', async () => {
    harness.engine.script = { secrets: SECRETS };
    const run = await harness.plan('staging');
    await harness.reaches(run, 'planned_and_finished');
    expect(harness.leaks).toEqual([]);
    expect(existsSync(directory.resolve('home/records/quarantine'))).toBe(
      false,
    );
  });

  it('redacts what people type', async () => {
    harness.secrets = SECRETS.map(secret => ({
      ...secret,
      source: 'env:DB',
      version: '1',
    }));
    const run = await harness.plan('staging', {
      reason: `The new password is ${SECRET}`,
    });
    expect(run.reason).toBe('The new password is [redacted:db_password]');
    expect(await everythingStored()).not.toContain(SECRET);
  });

  it('refuses a reason that it cannot check', async () => {
    harness.failPrepare = new Error('The vault is sealed');
    await expect(
      harness.plan('staging', { reason: 'because' }),
    ).rejects.toThrow('leave it out, or try again');
    await expect(harness.plan('staging')).resolves.toBeDefined();
  });
});

describe('the audit event of a leak', () => {
  it('is critical, and holds names only', async () => {
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(event);
    await auditLeak(auditor, { id: 'run-1', environment: 'staging' } as Run, {
      secrets: ['db_password'],
      artifacts: ['plan.txt'],
      quarantine: '/records/quarantine/run-1',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'secret-leak',
      severityLevel: 'critical',
      meta: {
        runId: 'run-1',
        environment: 'staging',
        secrets: ['db_password'],
        artifacts: ['plan.txt'],
        quarantine: '/records/quarantine/run-1',
      },
    });
    expect(event.fail).toHaveBeenCalled();
  });
});
