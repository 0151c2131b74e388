import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { rm } from 'node:fs/promises';
import {
  ALICE,
  BOB,
  ReadinessHarness,
} from '../__testUtils__/ReadinessHarness';
import { evaluateVerdict } from '../verdict/evaluateVerdict';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('readiness, %p', id => {
  const directory = createMockDirectory();
  let harness: ReadinessHarness;

  beforeEach(async () => {
    directory.clear();
    harness = await ReadinessHarness.create({
      knex: await databases.init(id),
      directory: directory.path,
    });
  });

  afterEach(async () => harness.stop());

  it('is unproven before anything was seen, and ready once all was', async () => {
    expect(await harness.line()).toMatchObject({ verdict: 'UNPROVEN' });
    await harness.becomeReady();
    const { reasons, verdict, readyFor, checks } = await harness.verdict();
    expect(reasons).toEqual([]);
    expect(verdict).toBe('READY');
    expect(readyFor).toMatchObject({ apply: 'READY', promote: 'READY' });
    const archive = checks.find(({ check }) => check.id === 'plan.archived');
    expect(archive?.result.evidence).toEqual([
      expect.objectContaining({ kind: 'hygiene' }),
      expect.objectContaining({ kind: 'plan', sha256: expect.any(String) }),
      expect.objectContaining({ kind: 'plan-text' }),
    ]);
    expect(await harness.list({ verdict: 'READY' })).toEqual(['staging']);
    expect(await harness.list({ check: 'drift.current' })).toEqual([]);
  });

  it('is blocked by drift, for promotion and nothing else', async () => {
    await harness.becomeReady();
    harness.runs.engine.script = { drifted: 2 };
    await harness.checkDrift();
    const { verdict, readyFor, reasons } = await harness.verdict();
    expect([verdict, readyFor.promote, readyFor.apply]).toEqual([
      'BLOCKED',
      'BLOCKED',
      'READY',
    ]);
    expect(reasons[0]).toMatchObject({
      checkId: 'drift.current',
      summary:
        '2 resources were changed outside Terraform: sandbox_service.drifted[0], sandbox_service.drifted[1]',
      said: {
        key: 'checks.drift.current.named',
        values: { count: 2, addresses: expect.any(String), more: 0 },
      },
      next: {
        label: 'Review the drift',
        said: { key: 'checks.drift.current.doReview', values: {} },
        step: 'review-drift',
      },
      runId: expect.any(String),
    });
    expect((await harness.changes()).changes).toEqual([
      expect.objectContaining({
        checkId: 'drift.current',
        before: {
          standing: 'pass',
          summary: 'Nothing was changed outside Terraform',
          said: { key: 'checks.drift.current.clean', values: {} },
        },
        now: expect.objectContaining({ standing: 'fail' }),
      }),
    ]);
    expect(await harness.list({ check: 'drift.current' })).toEqual(['staging']);
  });

  it('tells how ready it was, what was applied, and when it drifted', async () => {
    await harness.becomeReady();
    harness.runs.engine.script = { drifted: 2 };
    await harness.checkDrift();
    const { from, to, periods, marks } = await harness.timeline();
    expect(Date.parse(to) - Date.parse(from)).toBe(90 * 24 * 3600_000);
    const words = periods.map(({ verdict }) => verdict);
    expect(words.at(-1)).toBe('BLOCKED');
    expect(words.at(-2)).toBe('READY');
    // One stretch ends where the next one begins.
    expect(periods.slice(1).map(period => period.from)).toEqual(
      periods.slice(0, -1).map(period => period.to),
    );
    expect(marks).toEqual([
      expect.objectContaining({ kind: 'drift-began', number: 3 }),
    ]);
  });

  it("does not let yesterday's answer stand when the check fails", async () => {
    await harness.becomeReady();
    harness.runs.engine.script = { failPlan: new Error('No network') };
    await harness.checkDrift('errored');
    expect(await harness.verdict()).toMatchObject({ verdict: 'UNPROVEN' });
    const { result } = await harness.check('drift.current');
    expect(result).toMatchObject({
      status: 'error',
      lastKnown: {
        status: 'pass',
        summary: 'Nothing was changed outside Terraform',
        said: { key: 'checks.drift.current.clean', values: {} },
      },
    });
  });

  it('looks when somebody asks it to', async () => {
    await harness.becomeReady();
    await rm(directory.resolve('home/records'), { recursive: true });
    expect((await harness.verdict()).verdict).toBe('READY');
    expect(await harness.recheck(ALICE)).toMatchObject({
      verdict: 'BLOCKED',
      reasons: [{ checkId: 'plan.archived' }, { checkId: 'secrets.hygiene' }],
    });
  });

  it('sees that an archived plan is gone', async () => {
    await harness.becomeReady();
    await rm(directory.resolve('home/records'), { recursive: true });
    await harness.look();
    expect((await harness.verdict()).reasons).toEqual([
      expect.objectContaining({ checkId: 'plan.archived', kind: 'failed' }),
      // What it had found is gone with it.
      expect.objectContaining({ checkId: 'secrets.hygiene', kind: 'error' }),
    ]);
  });

  it('gets unproven by time alone', async () => {
    await harness.becomeReady();
    await harness.ages(27);
    expect((await harness.verdict()).verdict).toBe('UNPROVEN');
    expect((await harness.line()).verdict).toBe('READY');
    await harness.tick();
    expect(await harness.line()).toMatchObject({
      verdict: 'UNPROVEN',
      groups: { drift: 'stale' },
    });
  });

  it('keeps only what changed', async () => {
    await harness.becomeReady();
    const before = await harness.verdicts();
    await harness.look();
    await harness.look();
    expect(await harness.verdicts()).toEqual(before);
    const { periods } = await harness.check('drift.current');
    expect(periods.map(({ status }) => status)).toEqual(['pass', 'unknown']);
    expect(periods.map(({ said }) => said?.key)).toEqual([
      'checks.drift.current.clean',
      'checks.drift.current.never',
    ]);
    expect(periods[0].observations).toBeGreaterThanOrEqual(3);
  });

  it('derives every verdict of the past again', async () => {
    await harness.becomeReady();
    harness.runs.engine.script = { drifted: 1 };
    await harness.checkDrift();
    const verdicts = await harness.verdicts();
    expect(verdicts.map(({ verdict }) => verdict)).toContain('READY');
    for (const stored of verdicts) {
      const {
        environment: _,
        evaluatedAt,
        policyVersion,
        inputs,
        ...outcome
      } = stored;
      expect(
        JSON.parse(
          JSON.stringify(
            evaluateVerdict(inputs, new Date(evaluatedAt), policyVersion),
          ),
        ),
      ).toEqual(outcome);
    }
  });

  it('leaves a failure out while somebody else has waived it', async () => {
    await harness.becomeReady();
    harness.runs.engine.script = { drifted: 1 };
    await harness.checkDrift();
    const waiver = await harness.askForWaiver(ALICE, 'drift.current');
    expect((await harness.verdict()).verdict).toBe('BLOCKED');
    await expect(harness.decide(ALICE, waiver.id)).rejects.toThrow(
      'somebody else must approve it',
    );
    await expect(harness.askForWaiver(BOB, 'drift.current')).rejects.toThrow(
      'has a waiver that is open',
    );
    expect((await harness.readiness()).waivers).toEqual([
      expect.objectContaining({ id: waiver.id, state: 'requested' }),
    ]);
    await harness.decide(BOB, waiver.id);
    expect((await harness.readiness()).waivers).toEqual([]);
    expect(await harness.line()).toMatchObject({
      verdict: 'AT_RISK',
      groups: { drift: 'waived' },
    });
    await expect(harness.decide(BOB, waiver.id)).rejects.toThrow(
      'cannot be changed',
    );

    await harness.ages(25);
    await harness.tick();
    expect((await harness.line()).verdict).toBe('BLOCKED');
    expect((await harness.readiness()).waivers).toEqual([
      expect.objectContaining({ id: waiver.id, state: 'expired' }),
    ]);
    const { waivers } = await harness.check('drift.current');
    expect(waivers).toEqual([
      expect.objectContaining({
        state: 'expired',
        requestedBy: ALICE,
        decidedBy: BOB,
        ticket: 'CHG-7',
      }),
    ]);
    await expect(harness.revoke(BOB, waiver.id)).rejects.toThrow(
      'cannot be changed',
    );
  });

  it('takes a waiver back, and refuses ones without a near end', async () => {
    await harness.becomeReady();
    const waiver = await harness.askForWaiver(ALICE, 'drift.current');
    await harness.decide(BOB, waiver.id);
    await harness.revoke(ALICE, waiver.id);
    expect((await harness.check('drift.current')).waiver).toBeUndefined();
    const second = await harness.askForWaiver(ALICE, 'drift.current');
    await harness.decide(BOB, second.id, false);
    const { waivers } = await harness.check('drift.current');
    expect(waivers.map(({ state }) => state)).toEqual(['rejected', 'revoked']);
    await expect(
      harness.askForWaiver(ALICE, 'drift.current', 24 * 91),
    ).rejects.toThrow('90 days');
    await expect(
      harness.askForWaiver(ALICE, 'drift.current', -1),
    ).rejects.toThrow('90 days');
    await expect(harness.askForWaiver(ALICE, 'no.such')).rejects.toThrow(
      "No check found with id 'no.such'",
    );
  });
});
