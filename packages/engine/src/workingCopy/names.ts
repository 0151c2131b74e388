import { RunFailure } from '../errors';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * Checks a name that becomes part of a path.
 *
 * @throws {@link RunFailure} for one that could leave its folder
 */
export function checkName(kind: string, name: string): string {
  if (typeof name === 'string' && NAME.test(name) && !name.includes('..')) {
    return name;
  }
  throw new RunFailure(`${JSON.stringify(name)} is not a usable ${kind}`, {
    nextStep:
      'Use letters, digits, dots, dashes and underscores, beginning with a letter or digit, at most 128.',
  });
}
