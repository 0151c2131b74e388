import { TestApiProvider, mockApis } from '@backstage/frontend-test-utils';
import { renderHook } from '@testing-library/react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { formatAge, formatDuration, formatUtc } from './formatAge';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function english() {
  return renderHook(useIacTranslation, {
    wrapper: ({ children }) => (
      <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
        {children}
      </TestApiProvider>
    ),
  }).result.current;
}

describe('formatAge', () => {
  it.each([
    [-5_000, '0 s'],
    [0, '0 s'],
    [999, '0 s'],
    [59_999, '59 s'],
    [MINUTE, '1 min'],
    [HOUR - 1, '59 min'],
    [HOUR, '1 h'],
    [47 * HOUR, '47 h'],
    [2 * DAY, '2 d'],
    [6.9 * DAY, '6 d'],
    [400 * DAY, '400 d'],
  ])('of %d ms is %s', (milliseconds, text) => {
    expect(formatAge(english(), milliseconds)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [-1, '0 ms'],
    [320, '320 ms'],
    [999.6, '999 ms'],
    [6_100, '6.1 s'],
    [9_999, '10 s'],
    [59_499, '59 s'],
    [59_999, '1 min'],
    [2 * MINUTE + 5_000, '2 min 5 s'],
    [HOUR - 400, '1 h'],
    [HOUR + 4 * MINUTE, '1 h 4 min'],
  ])('of %d ms is %s', (milliseconds, text) => {
    expect(formatDuration(english(), milliseconds)).toBe(text);
  });
});

describe('formatUtc', () => {
  it('leaves no doubt about the zone', () => {
    expect(formatUtc('2026-11-23T03:13:05.120+01:00')).toBe(
      '2026-11-23 02:13:05 UTC',
    );
  });

  it('shows what is no time as it is', () => {
    expect(formatUtc('soon')).toBe('soon');
  });
});
