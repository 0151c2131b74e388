import type { FreezeWindow } from '@backstage-iac/plugin-iac-node';
import { describeWindow } from './describeWindow';
import { freezeAt } from './freeze';

const HOUR = 3600;

const weekend: FreezeWindow = {
  title: 'Weekend',
  cron: '0 18 * * 5',
  durationSeconds: 62 * HOUR,
  timezone: 'Europe/Berlin',
};

const night: FreezeWindow = {
  title: 'Night',
  cron: '30 2 * * *',
  durationSeconds: HOUR,
  timezone: 'Europe/Berlin',
};

const christmas: FreezeWindow = {
  title: 'Christmas',
  from: '2026-12-24T00:00',
  to: '2026-12-27T00:00',
  timezone: 'Europe/Berlin',
};

const hourly: FreezeWindow = {
  title: 'Always',
  cron: '0 * * * *',
  durationSeconds: HOUR,
  timezone: 'UTC',
};

describe('freezeAt', () => {
  it.each<[string, FreezeWindow[], string, string | undefined]>([
    ['nothing is frozen without windows', [], '2026-11-24T12:00Z', undefined],
    ['before a weekend', [weekend], '2026-11-27T16:59Z', undefined],
    [
      'from the first minute of a weekend',
      [weekend],
      '2026-11-27T17:00Z',
      '2026-11-30T07:00:00.000Z',
    ],
    ['to the last', [weekend], '2026-11-30T06:59Z', '2026-11-30T07:00:00.000Z'],
    ['after it', [weekend], '2026-11-30T07:00Z', undefined],
    // Berlin goes to summer time on 2026-03-29 at 01:00 UTC: Monday 8:00 is 06:00 UTC.
    [
      'a weekend with 23 hours on Sunday ends at 8 on the wall',
      [weekend],
      '2026-03-28T12:00Z',
      '2026-03-30T06:00:00.000Z',
    ],
    ['and not later', [weekend], '2026-03-30T06:00Z', undefined],
    // And back on 2026-10-25 at 01:00 UTC: Monday 8:00 is 07:00 UTC.
    [
      'a weekend with 25 hours on Sunday ends at 8 on the wall',
      [weekend],
      '2026-10-24T12:00Z',
      '2026-10-26T07:00:00.000Z',
    ],
    [
      'and not earlier',
      [weekend],
      '2026-10-26T06:59Z',
      '2026-10-26T07:00:00.000Z',
    ],
    [
      'a beginning that the clocks skip is the moment after',
      [night],
      '2026-03-29T01:30Z',
      '2026-03-29T02:00:00.000Z',
    ],
    ['and nothing before', [night], '2026-03-29T00:59Z', undefined],
    [
      'a beginning that comes twice is the first one',
      [night],
      '2026-10-25T01:15Z',
      '2026-10-25T02:30:00.000Z',
    ],
    [
      'dates are local',
      [christmas],
      '2026-12-23T23:00Z',
      '2026-12-26T23:00:00.000Z',
    ],
    ['dates end', [christmas], '2026-12-26T23:00Z', undefined],
    ['dates begin', [christmas], '2026-12-23T22:59Z', undefined],
  ])('%s', (_, windows, at, until) => {
    expect(freezeAt(windows, new Date(at))?.until).toBe(until);
  });

  it('names the window that ends last', () => {
    const friday: FreezeWindow = {
      ...weekend,
      title: 'Friday',
      durationSeconds: HOUR,
    };
    expect(
      freezeAt([friday, weekend, friday], new Date('2026-11-27T17:30Z')),
    ).toMatchObject({ title: 'Weekend' });
  });

  it('tells windows without a gap as one', () => {
    const until = freezeAt([hourly], new Date('2026-11-27T17:30Z'))?.until;
    expect(Date.parse(until!)).toBeGreaterThan(Date.parse('2026-11-28T17:30Z'));
  });

  it('says windows in words', () => {
    expect([weekend, night, hourly, christmas].map(describeWindow)).toEqual([
      'every Friday at 18:00 for 62 hours (Europe/Berlin)',
      'every day at 02:30 for 1 hour (Europe/Berlin)',
      "from each '0 * * * *' for 1 hour (UTC)",
      'from 2026-12-24 00:00 to 2026-12-27 00:00 (Europe/Berlin)',
    ]);
  });
});
