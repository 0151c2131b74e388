import {
  SecretRegistry,
  SecretSourceError,
  type SecretSource,
} from '@backstage-iac/plugin-iac-node';
import { environmentDefinition } from '../__testUtils__/environments';
import { SecretRotations } from './SecretRotations';

const NOW = new Date('2026-03-02T12:00:00Z');
const MINUTE_MS = 60_000;

/** A source that counts how often it is asked. */
class Safe implements SecretSource {
  asked = 0;
  trouble?: SecretSourceError;

  async describe() {
    this.asked += 1;
    if (this.trouble) throw this.trouble;
    return {
      state: 'enabled' as const,
      rotated: {
        at: '2026-01-01T00:00:00.000Z',
        field: 'created_time',
        confidence: 'strong' as const,
      },
    };
  }

  async read(): Promise<never> {
    throw new Error('A value was read');
  }
}

describe('SecretRotations', () => {
  const definition = environmentDefinition('staging', {
    secrets: {
      pager_token: { source: 'safe', key: 'pager' },
      db_password: { source: 'safe', key: 'db' },
    },
  });
  let safe: Safe;
  let clock: number;
  let rotations: SecretRotations;

  beforeEach(() => {
    safe = new Safe();
    clock = 0;
    const registry = SecretRegistry.create({
      sources: new Map([['safe', safe]]),
      digestKey: Buffer.alloc(32),
    });
    rotations = new SecretRotations({
      describe: given => registry.describe(given),
      now: () => clock,
    });
  });

  it('asks once in ten minutes, however many look', async () => {
    const [first] = await Promise.all([
      rotations.read(definition, NOW),
      rotations.read(definition, NOW),
    ]);
    clock = 10 * MINUTE_MS - 1;
    await rotations.read(definition, NOW);
    expect(safe.asked).toBe(2);
    expect(first.map(({ variable, ageDays }) => [variable, ageDays])).toEqual([
      ['db_password', 60],
      ['pager_token', 60],
    ]);

    clock += 1;
    await rotations.read(definition, NOW);
    expect(safe.asked).toBe(4);
  });

  it('tells ages by the time that it is given, not by that of the answer', async () => {
    await rotations.read(definition, NOW);
    const [later] = await rotations.read(
      definition,
      new Date('2026-04-02T00:00:00Z'),
    );
    expect(later).toMatchObject({ ageDays: 91, status: 'overdue' });
    expect(safe.asked).toBe(2);
  });

  it('asks sooner after an error, which it shows as unknown', async () => {
    safe.trouble = new SecretSourceError('unavailable', 'does not answer');
    const [first] = await rotations.read(definition, NOW);
    expect(first).toMatchObject({
      status: 'unknown',
      problem: expect.stringContaining('does not answer'),
    });
    safe.trouble = undefined;
    clock = MINUTE_MS - 1;
    await rotations.read(definition, NOW);
    expect(safe.asked).toBe(2);
    clock = MINUTE_MS;
    const [second] = await rotations.read(definition, NOW);
    expect(second.status).toBe('ok');
  });

  it('asks again when somebody wants to know, and not at every click', async () => {
    await rotations.read(definition, NOW);
    rotations.expire('staging');
    await rotations.read(definition, NOW);
    expect(safe.asked).toBe(2);

    clock = MINUTE_MS;
    await rotations.read(definition, NOW);
    expect(safe.asked).toBe(4);
  });

  it('asks anew when the references are others', async () => {
    await rotations.read(definition, NOW);
    const other = { db_password: { source: 'safe', key: 'other' } };
    await rotations.read({ ...definition, secrets: other }, NOW);
    expect(safe.asked).toBe(3);
  });
});
