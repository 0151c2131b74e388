import { ManualClock } from '../__testUtils__/ManualClock';
import type { LeasedRun } from '../database/RunLeases';
import { LostRuns } from './LostRuns';

const LEASE_MS = 60_000;
const INTERVAL_MS = 5_000;

describe('LostRuns', () => {
  const clock = new ManualClock();
  const dead = new Set<string>();
  let lost: LostRuns;

  beforeEach(() => {
    dead.clear();
    lost = new LostRuns({
      clock,
      leaseMs: LEASE_MS,
      intervalMs: INTERVAL_MS,
      isDead: async worker => dead.has(worker),
    });
  });

  function leased(heartbeat: number, ticket = 'a'): LeasedRun {
    return { id: 'run', ticket, heartbeat, worker: 'elsewhere' };
  }

  /** Looks at the same run again and again; says after how many looks it was lost. */
  async function looksUntilLost(
    beat: (look: number) => LeasedRun,
    options: { looks: number; apartMs?: number } = { looks: 100 },
  ): Promise<number | undefined> {
    for (let look = 1; look <= options.looks; look += 1) {
      const found = await lost.look([beat(look)], new Set());
      if (found.length > 0) return look;
      clock.advance(options.apartMs ?? INTERVAL_MS);
    }
    return undefined;
  }

  it('gives a run up that was silent for a whole lease', async () => {
    // The first look only sees it.
    expect(await looksUntilLost(() => leased(7))).toBe(
      1 + LEASE_MS / INTERVAL_MS,
    );
  });

  it.each<[string, (look: number) => LeasedRun]>([
    ['renews at a third of its lease', look => leased(Math.floor(look / 4))],
    ['renews just in time', look => leased(Math.floor(look / 12))],
    ['is claimed anew, with the same count', look => leased(1, `${look % 2}`)],
  ])('keeps a run whose worker %s', async (_, beat) => {
    expect(await looksUntilLost(beat)).toBeUndefined();
  });

  it('does not take its own stall, or an outage of the database, for silence', async () => {
    // Hours between the looks: what happened meanwhile nobody saw.
    expect(
      await looksUntilLost(() => leased(1), { looks: 12, apartMs: 3_600_000 }),
    ).toBeUndefined();
  });

  it('does not hurry when it looks often', async () => {
    expect(
      await looksUntilLost(() => leased(1), { looks: 500, apartMs: 100 }),
    ).toBeUndefined();
  });

  it('gives a run up at once when its process is proved dead, and never its own', async () => {
    const own = new Set(['mine']);
    expect(await lost.look([leased(1), leased(1, 'mine')], own)).toEqual([]);
    dead.add('elsewhere');
    expect(await lost.look([leased(1)], own)).toEqual([leased(1)]);
    expect(await lost.look([leased(1, 'mine')], own)).toEqual([]);
  });
});
