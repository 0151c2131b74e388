import { environmentDefinition } from '../__testUtils__/environments';
import { jitterSeconds, nextDriftCheck, slotsPassed } from './slots';

const STAGING = 763;
const PRODUCTION = 231;

describe('slots of the drift schedule', () => {
  it('delays each environment by the same time for ever', () => {
    // Written down: another value would move every check of every user.
    expect(jitterSeconds(environmentDefinition('staging'))).toBe(STAGING);
    expect(jitterSeconds(environmentDefinition('production'))).toBe(PRODUCTION);
  });

  it('spreads many environments over the window', () => {
    const delays = Array.from({ length: 600 }, (_, index) =>
      jitterSeconds(environmentDefinition(`environment-${index}`)),
    );
    expect(Math.max(...delays)).toBeLessThan(1800);
    for (let minute = 0; minute < 30; minute += 5) {
      const inWindow = delays.filter(
        delay => delay >= minute * 60 && delay < (minute + 5) * 60,
      );
      expect(inWindow.length).toBeGreaterThan(60);
    }
  });

  it('does not delay without a window', () => {
    const environment = environmentDefinition('staging');
    const drift = { ...environment.drift, jitterSeconds: 0 };
    expect(jitterSeconds({ ...environment, drift })).toBe(0);
  });

  it('finds the next check, in UTC', () => {
    const environment = environmentDefinition('staging');
    const now = new Date('2026-03-29T12:00:00Z');
    const next = nextDriftCheck(environment, slotsPassed(environment, now));
    const expected = new Date('2026-03-30T02:00:00Z').getTime();
    expect(next.getTime()).toBe(expected + STAGING * 1000);
    const after = nextDriftCheck(environment, slotsPassed(environment, next));
    expect(after.getTime() - next.getTime()).toBe(24 * 3600 * 1000);
  });

  it('finds it from any moment, whatever was asked before', () => {
    const { drift, ...environment } = environmentDefinition('staging');
    const next = (at: string, cron: string) =>
      nextDriftCheck(
        { ...environment, drift: { ...drift, cron, jitterSeconds: 0 } },
        new Date(at),
      ).toISOString();
    const nightly: [string, string][] = [
      ['2026-06-02T12:00:00.000Z', '2026-06-03T02:00:00.000Z'],
      ['2026-06-02T02:00:00.000Z', '2026-06-03T02:00:00.000Z'],
      ['2026-06-02T01:59:59.999Z', '2026-06-02T02:00:00.000Z'],
      ['2026-06-03T01:59:59.999Z', '2026-06-03T02:00:00.000Z'],
      ['2026-06-03T02:00:00.000Z', '2026-06-04T02:00:00.000Z'],
      ['2026-06-01T12:00:00.000Z', '2026-06-02T02:00:00.000Z'],
    ];
    for (const [at, expected] of [...nightly, ...nightly.reverse()]) {
      expect(next(at, '0 2 * * *')).toBe(expected);
    }
    expect(next('2026-06-02T12:00:00.000Z', '30 * * * *')).toBe(
      '2026-06-02T12:30:00.000Z',
    );
  });
});
