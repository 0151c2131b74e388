import { TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from '../database/migrate';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const migrations = { directory: migrationsDirectory() };

const run = {
  id: 'first',
  environment: 'staging',
  number: 1,
  operation: 'plan-and-apply',
  changing: true,
  state: 'awaiting_approval',
  trigger: 'user',
  created_by: 'user:default/mock',
  created_at: '2026-01-01T00:00:00.000Z',
  stages: '[]',
};

describe.each(databases.eachSupportedId())('migrations, %p', id => {
  it('go up and down, and hold the rules', async () => {
    const knex = await databases.init(id);
    await knex.migrate.up(migrations);
    await knex('iac_runs').insert(run);
    const second = { ...run, id: 'second', number: 2 };

    await expect(knex('iac_runs').insert(second)).rejects.toThrow();
    await knex('iac_runs').insert({ ...second, state: 'pending' });
    await knex('iac_runs').insert({
      ...run,
      id: 'third',
      number: 3,
      operation: 'plan-only',
      changing: false,
      state: 'planning',
      lease_ticket: 'ticket',
    });
    await expect(
      knex('iac_runs').where('id', 'first').update({ lease_ticket: 'other' }),
    ).rejects.toThrow();

    await knex.migrate.down(migrations);
    expect(await knex.schema.hasTable('iac_runs')).toBe(false);
    expect(await knex.schema.hasTable('iac_environment_state')).toBe(false);
    await knex.migrate.up(migrations);
    expect(await knex('iac_runs').select()).toEqual([]);
  });

  it('keep what checks said when their keys come and go', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest(migrations);
    const period = {
      environment: 'staging',
      check_id: 'drift.current',
      status: 'pass',
      summary: 'Nothing was changed outside Terraform',
      from_at: '2026-01-01T00:00:00.000Z',
      to_at: '2026-01-01T00:00:00.000Z',
    };
    const said = '{"key":"checks.drift.current.clean","values":{}}';
    await knex('iac_check_periods').insert({ ...period, said });
    await knex.migrate.down({ ...migrations, name: '2026112460_said.js' });
    const [row] = await knex('iac_check_periods').select();
    expect(row).toMatchObject({ summary: period.summary, observations: 1 });
    expect(row).not.toHaveProperty('said');
    await knex.migrate.latest(migrations);
    expect(await knex('iac_check_periods').pluck('said')).toEqual([null]);
  });

  it('all go up and down again', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest(migrations);
    const waiver = {
      id: 'first',
      environment: 'staging',
      check_id: 'drift.current',
      state: 'active',
      reason: 'r',
      ticket: 't',
      requested_by: 'user:default/mock',
      requested_at: '2026-01-01T00:00:00.000Z',
      expires_at: '2026-02-01T00:00:00.000Z',
    };
    await knex('iac_check_waivers').insert(waiver);
    await expect(
      knex('iac_check_waivers').insert({ ...waiver, id: 'second' }),
    ).rejects.toThrow();
    const episode = {
      id: 'first',
      environment: 'staging',
      first_seen_at: '2026-01-01T00:00:00.000Z',
      first_run: '{}',
      last_seen_at: '2026-01-01T00:00:00.000Z',
      last_check: '{}',
      resources: '[]',
      resource_count: 1,
      severity: 'high',
    };
    await knex('iac_drift_episodes').insert(episode);
    const second = { ...episode, id: 'second' };
    await expect(knex('iac_drift_episodes').insert(second)).rejects.toThrow();
    await knex('iac_drift_episodes').insert({
      ...second,
      resolved_at: '2026-01-02T00:00:00.000Z',
    });
    await knex.migrate.rollback(migrations, true);
    expect(await knex.schema.hasTable('iac_readiness')).toBe(false);
    await knex.migrate.latest(migrations);
  });
});
