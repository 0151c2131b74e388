import { NotAllowedError } from '@backstage/errors';
import { act, renderHook } from '@testing-library/react';
import { useLive } from './useLive';

jest.mock('@backstage/plugin-signals-react', () => ({
  useSignal: () => ({ lastSignal: null }),
}));

const AWAY = new TypeError('Failed to fetch');
const never = () => false;

/** Keeps an answer fresh that comes from here, one after the other; the last one stays. */
async function keepFresh(...answers: (string | Error)[]) {
  const load = jest.fn(async () => {
    const [answer] = answers.length > 1 ? answers.splice(0, 1) : answers;
    if (typeof answer !== 'string') throw answer;
    return answer;
  });
  const { result } = renderHook(() => useLive(load, never));
  await pass(0);
  return { load, live: result };
}

async function pass(milliseconds: number) {
  await act(() => jest.advanceTimersByTimeAsync(milliseconds));
}

async function network(event: 'online' | 'offline') {
  await act(async () => {
    window.dispatchEvent(new Event(event));
  });
  await pass(0);
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('useLive', () => {
  it('keeps the answer while the portal is away, and asks sooner until it is back', async () => {
    const { load, live } = await keepFresh('old', AWAY, AWAY, AWAY, 'new');
    await pass(30_000);
    expect(live.current).toMatchObject({ value: 'old', error: AWAY });
    for (const seconds of [2, 4, 8]) {
      await pass(seconds * 1_000 - 1);
      expect(live.current).toMatchObject({ value: 'old', error: AWAY });
      await pass(1);
    }
    expect(live.current).toMatchObject({ value: 'new', error: undefined });
    expect(load).toHaveBeenCalledTimes(5);
    await pass(29_999);
    expect(load).toHaveBeenCalledTimes(5);
  });

  it('never waits longer than it does without trouble', async () => {
    const { load } = await keepFresh(AWAY);
    for (const seconds of [2, 4, 8, 16]) await pass(seconds * 1_000);
    expect(load).toHaveBeenCalledTimes(5);
    await pass(30_000);
    expect(load).toHaveBeenCalledTimes(6);
  });

  it('says at once that the network is away, and asks at once when it is back', async () => {
    const { load, live } = await keepFresh('old', AWAY, 'new');
    await network('offline');
    expect(live.current).toMatchObject({ value: 'old', error: AWAY });
    await network('online');
    expect(live.current).toMatchObject({ value: 'new', error: undefined });
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('does not insist after a refusal', async () => {
    const refused = Object.assign(new NotAllowedError('no'), {
      statusCode: 403,
    });
    const { load } = await keepFresh(refused);
    await pass(29_999);
    expect(load).toHaveBeenCalledTimes(1);
  });
});
