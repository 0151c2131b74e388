import { RunFailure } from '../errors';

/** Git itself has no limit, file systems have this one. */
const LONGEST_REF = 255;
// eslint-disable-next-line no-control-regex
const UNUSABLE = /[\u0000-\u0020\u007f:?*[\\]|\.\.|@\{/;

/**
 * Checks a branch, tag or hash before git sees it.
 *
 * @throws {@link RunFailure} for what git could take for an option, a range or a file
 */
export function checkRef(ref: string | undefined): void {
  if (ref === undefined) return;
  const usable =
    typeof ref === 'string' &&
    ref !== '' &&
    ref.length <= LONGEST_REF &&
    !ref.startsWith('-') &&
    !UNUSABLE.test(ref);
  if (usable) return;
  throw new RunFailure(`${JSON.stringify(ref)} is no usable ref`, {
    nextStep: 'Give a branch, a tag or a full commit hash.',
  });
}
