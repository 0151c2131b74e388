import { NotAllowedError } from '@backstage/errors';
import type { LogChunk } from '@backstage-iac/plugin-iac-common';
import { aLog } from '../__testUtils__/fixtures';
import { isRefusal, pollLog } from './pollLog';

type Answer = { chunks: LogChunk[]; finished: boolean } | Error;

const [FIRST, SECOND, THIRD] = aLog('init', 'plan', 'apply');
const NOTHING_YET: Answer = { chunks: [], finished: false };
const OVER: Answer = { chunks: [], finished: true };

function refused(statusCode: number): Error {
  return Object.assign(new NotAllowedError('no'), { statusCode });
}

/** Follows a log whose portal gives these answers, one after the other. */
function follow(
  answers: Answer[],
  { after, until = 'end' }: { after?: number; until?: 'end' | 'now' } = {},
) {
  const asked: (number | undefined)[] = [];
  const cursors: number[] = [];
  const troubles: string[] = [];
  const reader = new AbortController();
  const done = pollLog(
    {
      readLog: async (_, request) => {
        asked.push(request?.after);
        const answer = answers.shift() ?? OVER;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    'production-1',
    {
      after,
      until,
      signal: reader.signal,
      onChunks: chunks => cursors.push(...chunks.map(({ cursor }) => cursor)),
      onTrouble: error => error && troubles.push(error.message),
    },
  );
  return { asked, cursors, troubles, reader, done };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('pollLog', () => {
  it('asks after the last piece, and ends when the run has logged all', async () => {
    const log = follow([
      { chunks: [FIRST, SECOND], finished: false },
      { chunks: [THIRD], finished: true },
    ]);
    await log.done;
    expect(log.cursors).toEqual([1, 2, 3]);
    expect(log.asked).toEqual([undefined, 2, 3]);
  });

  it('begins where it is told', async () => {
    const log = follow([OVER], { after: 7 });
    await log.done;
    expect(log.asked).toEqual([7]);
  });

  it('asks once a second while nothing is new', async () => {
    const log = follow([NOTHING_YET, { chunks: [FIRST], finished: true }]);
    await jest.advanceTimersByTimeAsync(999);
    expect(log.asked).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    await log.done;
    expect(log.cursors).toEqual([1]);
  });

  it('goes on after trouble without repeating a piece', async () => {
    const log = follow([
      { chunks: [FIRST], finished: false },
      new Error('502'),
      new Error('503'),
      { chunks: [SECOND, THIRD], finished: true },
    ]);
    await jest.advanceTimersByTimeAsync(1_000 + 2_000);
    await log.done;
    expect(log.asked).toEqual([undefined, 1, 1, 1, 3]);
    expect(log.cursors).toEqual([1, 2, 3]);
    expect(log.troubles).toEqual(['502', '503']);
  });

  it('waits longer and longer, at most 15 seconds', async () => {
    const log = follow(Array.from({ length: 8 }, () => new Error('away')));
    const waits = [1, 2, 4, 8, 15, 15, 15, 15];
    for (const [index, seconds] of waits.entries()) {
      expect(log.asked).toHaveLength(index + 1);
      await jest.advanceTimersByTimeAsync(seconds * 1_000);
    }
    await log.done;
    expect(log.asked).toHaveLength(9);
  });

  it('asks at once when the network is back', async () => {
    const log = follow(Array.from({ length: 5 }, () => new Error('away')));
    await jest.advanceTimersByTimeAsync(1_000 + 2_000 + 4_000);
    expect(log.asked).toHaveLength(4);
    window.dispatchEvent(new Event('online'));
    await jest.advanceTimersByTimeAsync(0);
    expect(log.asked).toHaveLength(5);
    log.reader.abort();
    await log.done;
  });

  it('stops at what there is by now, and says whether that is all', async () => {
    const sofar = follow(
      [new Error('away'), { chunks: [FIRST], finished: false }, NOTHING_YET],
      { until: 'now' },
    );
    await jest.advanceTimersByTimeAsync(2_000);
    await expect(sofar.done).resolves.toBe(false);
    expect(sofar.cursors).toEqual([1]);
    await expect(follow([OVER], { until: 'now' }).done).resolves.toBe(true);
  });

  it('does not ask again after a refusal', async () => {
    const log = follow([refused(403)]);
    await expect(log.done).rejects.toMatchObject({ statusCode: 403 });
    expect(log.asked).toHaveLength(1);
  });

  it('stops waiting when nobody reads any more', async () => {
    const log = follow([NOTHING_YET]);
    await jest.advanceTimersByTimeAsync(10);
    log.reader.abort();
    await log.done;
    expect(log.asked).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('isRefusal', () => {
  it.each([
    [401, true],
    [403, true],
    [404, true],
    [408, false],
    [429, false],
    [500, false],
    [503, false],
  ])('takes %d as final: %s', (status, isFinal) => {
    expect(isRefusal(refused(status))).toBe(isFinal);
  });

  it('takes a lost connection as trouble', () => {
    expect(isRefusal(new TypeError('fetch failed'))).toBe(false);
  });
});
