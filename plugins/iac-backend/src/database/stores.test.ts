import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Redacted } from '@backstage-iac/engine';
import { RunEvents, type RunEvent } from '../events/RunEvents';
import { EnvironmentStateStore } from './EnvironmentStateStore';
import { LogStore } from './LogStore';
import { migrate } from './migrate';
import { RunLeases } from './RunLeases';
import { RunStore, type NewRun } from './RunStore';
import { RunTransitions } from './RunTransitions';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const CLAIMANT = { worker: 'host/boot/pid:[1]/1/1', leaseSeconds: 60 };

describe.each(databases.eachSupportedId())('stores, %p', id => {
  async function create() {
    const knex = await databases.init(id);
    await migrate(knex);
    const events = new RunEvents({ logger: mockServices.logger.mock() });
    const seen: RunEvent[] = [];
    events.subscribe(event => seen.push(event));
    return {
      seen,
      runs: new RunStore({ knex, events }),
      leases: new RunLeases({
        knex,
        events,
        limits: {
          freezeOf: () => undefined,
          groupOf: () => undefined,
          limitOf: () => undefined,
        },
      }),
      transitions: new RunTransitions({ knex, events }),
      logs: new LogStore({ knex, events }),
      states: new EnvironmentStateStore({ knex }),
    };
  }

  function newRun(overrides: Partial<NewRun> = {}): NewRun {
    return {
      environment: 'staging',
      operation: 'plan-only',
      trigger: 'user',
      createdBy: 'user:default/mock',
      ...overrides,
    };
  }

  it('numbers runs per environment, however many ask at once', async () => {
    const { runs } = await create();
    const created = await Promise.all(
      Array.from({ length: 6 }, () => runs.create(newRun())),
    );
    expect(created.map(({ number }) => number).sort()).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    const other = await runs.create(newRun({ environment: 'production' }));
    expect(other.number).toBe(1);
  });

  it('gives one run for one key, and refuses it for another request', async () => {
    const { runs } = await create();
    const keyed = newRun({ idempotencyKey: 'once' });
    const [first, second] = await Promise.all([
      runs.create(keyed),
      runs.create(keyed),
    ]);
    expect(second.id).toBe(first.id);
    await expect(
      runs.create({ ...keyed, operation: 'drift-check' }),
    ).rejects.toThrow("Idempotency key 'once'");
    const others = await runs.create({ ...keyed, createdBy: 'user:default/x' });
    expect(others.id).not.toBe(first.id);
  });

  it('lists, filters and pages, newest first', async () => {
    const { runs } = await create();
    for (const operation of [
      'plan-only',
      'drift-check',
      'plan-only',
    ] as const) {
      await runs.create(newRun({ operation }));
    }
    await runs.create(newRun({ environment: 'hidden' }));
    const page = await runs.list({ environments: ['staging'], limit: 2 });
    expect(page.totalItems).toBe(3);
    expect(page.items.map(({ number }) => number)).toEqual([3, 2]);
    expect(
      await runs.list({ operation: 'drift-check', state: 'pending' }),
    ).toMatchObject({ totalItems: 1 });
    const latest = await runs.latest(['staging', 'hidden', 'none']);
    expect([...latest.values()].map(({ number }) => number).sort()).toEqual([
      1, 3,
    ]);
  });

  it('hands each run to exactly one worker, and one changing run per environment', async () => {
    const { runs, leases } = await create();
    for (const environment of ['a', 'b', 'c']) {
      const changing = { environment, operation: 'plan-and-apply' } as const;
      await runs.create(newRun(changing));
      await runs.create(newRun(changing));
    }
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => leases.claim(CLAIMANT)),
    );
    const environments = claims.flatMap(claim =>
      claim ? [claim.run.environment] : [],
    );
    // A worker that lost every race sees nothing, and looks again later.
    for (;;) {
      const late = await leases.claim(CLAIMANT);
      if (!late) break;
      environments.push(late.run.environment);
    }
    expect(environments.sort()).toEqual(['a', 'b', 'c']);
  });

  it('refuses changes by others than the worker with the ticket', async () => {
    const { runs, leases, transitions } = await create();
    const run = await runs.create(newRun());
    const claimed = await leases.claim(CLAIMANT);
    const change = { runId: run.id, from: 'fetching', to: 'checking' } as const;
    await expect(
      transitions.transition({ ...change, ticket: 'stolen' }),
    ).rejects.toMatchObject({ name: 'LeaseLostError' });
    await expect(transitions.transition(change)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(leases.renew(run.id, 'stolen', 60)).rejects.toMatchObject({
      name: 'LeaseLostError',
    });
    const { ticket } = claimed!;
    await transitions.transition({ ...change, ticket });
    await expect(
      transitions.transition({
        runId: run.id,
        from: 'checking',
        to: 'applied',
        ticket,
      }),
    ).rejects.toThrow("cannot go from 'checking' to 'applied'");
    expect(await transitions.requestCancel(run.id, 'user:default/a')).toBe(
      true,
    );
    await transitions.requestCancel(run.id, 'user:default/b');
    expect(await leases.renew(run.id, ticket, 60)).toEqual({
      cancelRequestedBy: 'user:default/a',
    });
  });

  it('rolls back what belongs together, and tells nobody', async () => {
    const { runs, transitions, seen } = await create();
    const run = await runs.create(newRun());
    seen.length = 0;
    await expect(
      transitions.transition({
        runId: run.id,
        from: 'pending',
        to: 'canceled',
        alongside: async () => {
          throw new Error('disk full');
        },
      }),
    ).rejects.toThrow('disk full');
    expect((await runs.get(run.id)).state).toBe('pending');
    expect(seen).toEqual([]);
  });

  it('reads a log by cursor', async () => {
    const { runs, logs, leases } = await create();
    await runs.create(newRun());
    await runs.create(newRun());
    const { run, ticket } = (await leases.claim(CLAIMANT))!;
    const other = (await leases.claim(CLAIMANT))!;
    const line = (text: string) => ({ stage: 'plan', text: text as Redacted });
    await logs.append(run.id, ticket, [line('one\n'), line('two\n')]);
    await logs.append(other.run.id, other.ticket, [line('elsewhere\n')]);
    await logs.append(run.id, ticket, [line('three\u0000\n')]);
    await expect(
      logs.append(run.id, 'stolen', [line('zombie\n')]),
    ).rejects.toMatchObject({ name: 'LeaseLostError' });
    const [one, two] = await logs.read(run.id, { after: 0, limit: 2 });
    expect([one.text, two.text]).toEqual(['one\n', 'two\n']);
    const rest = await logs.read(run.id, { after: two.cursor, limit: 10 });
    expect(rest.map(({ text }) => text)).toEqual(['three\ufffd\n']);
    expect(
      await logs.read(run.id, { after: rest[0].cursor, limit: 10 }),
    ).toEqual([]);
  });

  it('moves a slot of the drift schedule once', async () => {
    const { states } = await create();
    const slot = new Date('2026-01-01T02:00:00.123Z');
    expect(await states.moveDriftSlot('staging', undefined, slot)).toBe(true);
    expect(await states.moveDriftSlot('staging', undefined, slot)).toBe(false);
    const known = (await states.list(['staging'])).get('staging')?.driftSlotAt;
    expect(known).toBe(slot.toISOString());
    const next = new Date('2026-01-02T02:00:00Z');
    const moves = await Promise.all([
      states.moveDriftSlot('staging', known, next),
      states.moveDriftSlot('staging', known, next),
    ]);
    expect(moves.filter(Boolean)).toHaveLength(1);
    const now = await states.now();
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(60_000);
  });
});
