import { TestDatabases } from '@backstage/backend-test-utils';
import { migrate } from './migrate';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('history of runs, %p', id => {
  it('is written by the database, whoever changes a run, and never changed', async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    const history = () =>
      knex('iac_run_history')
        .orderBy('seq')
        .select('from_state', 'to_state', 'attempt', 'worker');
    const run = () => knex('iac_runs').where('id', 'first');
    await knex('iac_runs').insert({
      id: 'first',
      environment: 'staging',
      number: 1,
      operation: 'plan-only',
      changing: false,
      state: 'pending',
      trigger: 'user',
      created_by: 'user:default/mock',
      created_at: '2026-01-01T00:00:00.000Z',
      stages: '[]',
    });
    await run().update({
      state: 'fetching',
      attempt: 1,
      lease_ticket: 'ticket',
      worker: 'host 1',
    });
    await run().update({ heartbeat: 7 });
    await run().update({ state: 'pending', lease_ticket: null });

    const entry = { attempt: 1, from_state: 'pending', to_state: 'fetching' };
    expect(await history()).toEqual([
      { from_state: null, to_state: 'pending', attempt: 0, worker: null },
      { ...entry, worker: 'host 1' },
      {
        from_state: 'fetching',
        to_state: 'pending',
        attempt: 1,
        worker: null,
      },
    ]);
    await expect(
      knex('iac_run_history').update({ to_state: 'applied' }),
    ).rejects.toThrow('never changed');

    const undone = knex.transaction(async tx => {
      await tx('iac_runs').where('id', 'first').update({ state: 'canceled' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await history()).toHaveLength(3);

    await knex('iac_runs').where('id', 'first').delete();
    expect(await history()).toEqual([]);
  });
});
