import { anEnvironment } from '../../__testUtils__/fixtures';
import { isMalformedRef, startObstacle } from './startObstacle';

/** Keys and values stand for the words that a language has for them. */
const t = ((key: string, values: object = {}) =>
  [key, ...Object.values(values)].join(' ')) as unknown as Parameters<
  typeof startObstacle
>[0];

describe('startObstacle', () => {
  it('is what is wrong with the definition, before all else', () => {
    const environment = anEnvironment({ problem: 'the directory is missing' });
    expect(startObstacle(t, environment, 'plan-only', false)).toBe(
      'begin.problem the directory is missing',
    );
  });

  it('is the missing permission, with whom to ask', () => {
    expect(startObstacle(t, anEnvironment(), 'plan-only', false)).toBe(
      'start.notAllowed platform-leads',
    );
  });

  it('is nothing where a run may begin', () => {
    expect(
      startObstacle(t, anEnvironment(), 'plan-and-apply', true),
    ).toBeUndefined();
  });
});

describe('isMalformedRef', () => {
  it.each([
    ['', false],
    [' main ', false],
    ['feature/x', false],
    ['-x', true],
    ['a b', true],
  ])('of %p is %p', (ref, expected) => {
    expect(isMalformedRef(ref)).toBe(expected);
  });
});
