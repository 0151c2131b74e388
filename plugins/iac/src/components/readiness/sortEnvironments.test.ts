import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aRun, anEnvironment } from '../../__testUtils__/fixtures';
import { formatSort, parseSort, sortEnvironments } from './sortEnvironments';

const applied = (at: string) => aRun({ state: 'applied', finishedAt: at });

const ENVIRONMENTS: EnvironmentReadiness[] = [
  {
    ...aReadiness('ready', 'b'),
    environment: anEnvironment({ name: 'b', owner: 'group:default/two' }),
    lastApply: applied('2026-03-02T00:00:00Z'),
  },
  {
    ...aReadiness('drifted', 'c'),
    environment: anEnvironment({ name: 'c', owner: 'group:default/one' }),
    lastApply: applied('2026-03-01T00:00:00Z'),
  },
  {
    ...aReadiness('ready', 'a'),
    environment: anEnvironment({ name: 'a', owner: undefined }),
    lastApply: undefined,
  },
];

describe('sortEnvironments', () => {
  it.each([
    ['environment', 'a b c'],
    ['-environment', 'c b a'],
    ['verdict', 'c a b'],
    ['-verdict', 'a b c'],
    ['apply', 'c b a'],
    // What was never applied stays at the end.
    ['-apply', 'b c a'],
    ['-drift', 'c a b'],
    ['owner', 'c b a'],
  ])('sorts by %s', (text, expected) => {
    const sort = parseSort(text);
    if (!sort) throw new Error('No such sort');
    const names = sortEnvironments(ENVIRONMENTS, sort).map(
      ({ environment }) => environment.name,
    );
    expect(names.join(' ')).toBe(expected);
    expect(formatSort(sort)).toBe(text);
  });

  it.each([null, '', 'colour', '-'])('takes %p for no sort', text => {
    expect(parseSort(text)).toBeUndefined();
  });
});
