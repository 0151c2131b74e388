import type { CheckWaiver, GroupGlyph } from '@backstage-iac/plugin-iac-common';
import { waiversToSee } from './waiversToSee';

const NOW = new Date('2026-03-02T12:00:00Z');
const YESTERDAY = '2026-03-01T12:00:00Z';
const TODAY = '2026-03-02T11:00:00Z';
const TOMORROW = '2026-03-03T12:00:00Z';

const waiver = (changes: Partial<CheckWaiver>): CheckWaiver => ({
  id: 'w',
  environment: 'staging',
  checkId: 'drift.current',
  state: 'active',
  reason: 'The vendor repairs it on Monday',
  ticket: 'CHG-7',
  requestedBy: 'user:default/alice',
  requestedAt: '2026-02-20T12:00:00Z',
  decidedBy: 'user:default/bob',
  expiresAt: TOMORROW,
  ...changes,
});
const asked = { state: 'requested', decidedBy: undefined } as const;

const seen = (waivers: CheckWaiver[], standing: GroupGlyph = 'fail') =>
  waiversToSee(
    waivers,
    [
      {
        checkId: 'drift.current',
        group: 'drift',
        title: 'Drift',
        standing,
        observedAt: YESTERDAY,
      },
    ],
    NOW,
  ).map(({ id, state }) => `${id} ${state}`);

describe('waiversToSee', () => {
  it.each<[string, CheckWaiver[], GroupGlyph, string[]]>([
    ['one that waits', [waiver(asked)], 'fail', ['w requested']],
    [
      'one that waits for a check that passes by now',
      [waiver(asked)],
      'pass',
      ['w requested'],
    ],
    ['none in force', [waiver({})], 'waived', []],
    [
      'one that ended',
      [waiver({ state: 'expired', expiresAt: YESTERDAY })],
      'fail',
      ['w expired'],
    ],
    [
      'one that ended before anybody wrote it down',
      [waiver({ expiresAt: TODAY })],
      'stale',
      ['w expired'],
    ],
    ['none whose check passes', [waiver({ expiresAt: TODAY })], 'pass', []],
    [
      'none that nobody ever approved',
      [waiver({ ...asked, state: 'expired', expiresAt: TODAY })],
      'fail',
      [],
    ],
    [
      'the last one of several that ended',
      [
        waiver({ id: 'first', state: 'expired', expiresAt: YESTERDAY }),
        waiver({ id: 'second', state: 'expired', expiresAt: TODAY }),
      ],
      'fail',
      ['second expired'],
    ],
    [
      'the request alone where an older one ended',
      [
        waiver({ id: 'old', state: 'expired', expiresAt: YESTERDAY }),
        waiver({ id: 'new', ...asked }),
      ],
      'fail',
      ['new requested'],
    ],
  ])('shows %s', (_, waivers, standing, expected) => {
    expect(seen(waivers, standing)).toEqual(expected);
  });
});
