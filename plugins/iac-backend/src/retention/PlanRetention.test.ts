import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { createEngine, Keyring } from '@backstage-iac/engine';
import type { RunState } from '@backstage-iac/plugin-iac-common';
import { existsSync, readdirSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { migrate } from '../database/migrate';
import { RunStore } from '../database/RunStore';
import { RUNS } from '../database/tables';
import { RunEvents } from '../events/RunEvents';
import { PlanRetention } from './PlanRetention';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('plan retention, %p', id => {
  const directory = createMockDirectory();

  async function create() {
    directory.clear();
    const knex = await databases.init(id);
    await migrate(knex);
    const logger = mockServices.logger.mock();
    const events = new RunEvents({ logger });
    const runs = new RunStore({ knex, events });
    const engine = createEngine({
      home: directory.resolve('home'),
      digestKey: Buffer.alloc(32),
      keyring: Keyring.create([{ id: 'test', secret: Buffer.alloc(32) }]),
    });
    const retention = new PlanRetention({
      engine,
      runs,
      logger,
      rescuedStatesSeconds: 30 * 24 * 60 * 60,
    });
    const place = (runId: string) => `home/runs/${runId}`;

    /** Files as a host leaves them that crashed. */
    async function leave(runId: string, changedAt = new Date()) {
      directory.addContent({
        [place(runId)]: {
          'plan.tfplan': 'in clear, from a crash while planning',
          'plan.tfplan.sealed': 'sealed',
          'run.json': '{"environment":"staging","directory":"envs/staging"}',
          source: { envs: { staging: { 'main.tf': '' } } },
        },
      });
      for (const file of [`${place(runId)}/run.json`, place(runId)]) {
        await utimes(directory.resolve(file), changedAt, changedAt);
      }
    }

    /** A run in a state, with its files; each in an environment of its own. */
    async function leaveRun(state: RunState): Promise<string> {
      const run = await runs.create({
        environment: state,
        operation: 'plan-and-apply',
        trigger: 'user',
        createdBy: 'user:default/mock',
      });
      await knex(RUNS).where('id', run.id).update({ state });
      await leave(run.id);
      return run.id;
    }

    return {
      engine,
      logger,
      leave,
      leaveRun,
      /** Terraform could not save it, and the worker died before it was sealed. */
      leaveErroredState: (
        runId: string,
        content: string | Record<string, string> = 'the state',
      ) =>
        directory.addContent({
          [`${place(runId)}/source/envs/staging/errored.tfstate`]: content,
        }),
      sweep: (daysLater = 0) =>
        retention.sweep(new Date(Date.now() + daysLater * DAY_MS)),
      /** What is left of a run; `undefined` for nothing at all. */
      filesOf: (runId: string) =>
        existsSync(directory.resolve(place(runId)))
          ? readdirSync(directory.resolve(place(runId))).sort()
          : undefined,
    };
  }

  it.each<RunState>([
    'planned_and_finished',
    'applied',
    'discarded',
    'canceled',
    'errored',
    'policy_failed',
  ])('removes the files of a run that is %s', async state => {
    const { leaveRun, sweep, filesOf } = await create();
    const runId = await leaveRun(state);
    await sweep();
    expect(filesOf(runId)).toBeUndefined();
  });

  it.each<RunState>([
    'pending',
    'planning',
    'awaiting_approval',
    'approved',
    'applying',
    'outcome_unknown',
  ])(
    'keeps the files of a run that is %s, for as long as it is',
    async state => {
      const { leaveRun, sweep, filesOf } = await create();
      const runId = await leaveRun(state);
      await sweep(365);
      expect(filesOf(runId)).toContain('plan.tfplan.sealed');
    },
  );

  it('gives runs that the database does not know a day', async () => {
    const { leave, sweep, filesOf } = await create();
    await leave('20261123-140455-9f3a1c', new Date(Date.now() - DAY_MS / 2));
    await leave('20261122-140455-9f3a1c', new Date(Date.now() - 1.5 * DAY_MS));
    await sweep();
    expect(filesOf('20261123-140455-9f3a1c')).toContain('run.json');
    expect(filesOf('20261122-140455-9f3a1c')).toBeUndefined();
    await sweep(1);
    expect(filesOf('20261123-140455-9f3a1c')).toBeUndefined();
  });

  it('keeps a state that nobody has saved, encrypted, for its time', async () => {
    const { engine, leaveRun, leaveErroredState, sweep, filesOf } =
      await create();
    const runId = await leaveRun('errored');
    leaveErroredState(runId);
    await sweep();
    await sweep(29);
    expect(filesOf(runId)).toEqual(['errored.tfstate.sealed', 'run.json']);
    expect(String(await engine.openRescuedState(runId))).toBe('the state');
    await sweep(31);
    expect(filesOf(runId)).toBeUndefined();
  });

  it('removes no state that it cannot encrypt, and goes on with the next run', async () => {
    const { logger, leaveRun, leaveErroredState, sweep, filesOf } =
      await create();
    const broken = await leaveRun('errored');
    // A folder can be read by nobody.
    leaveErroredState(broken, {});
    const runId = await leaveRun('applied');
    await sweep();
    expect(filesOf(broken)).toContain('errored.tfstate');
    expect(filesOf(runId)).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledWith(
      `Could not remove the files of run '${broken}'`,
      expect.anything(),
    );
  });
});
