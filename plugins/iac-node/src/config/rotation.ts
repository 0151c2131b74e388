import { InputError } from '@backstage/errors';
import type { RotationPolicy } from '../secrets/rotation';
import type { RotationSection } from './schema';

const DAY_SECONDS = 24 * 3600;
const DEFAULT_MAX_AGE_SECONDS = 90 * DAY_SECONDS;
const DEFAULT_WARN_BEFORE_SECONDS = 15 * DAY_SECONDS;

/**
 * Joins `iac.secrets.rotation` with what an environment says, which wins key by key.
 *
 * @throws InputError - when a secret would be due all the time
 */
export function definePolicy(
  environment: string,
  common: RotationSection = {},
  own: RotationSection = {},
): RotationPolicy {
  const { maxAge, warnBefore, window, docs, enforce } = { ...common, ...own };
  const maxAgeSeconds = maxAge ?? DEFAULT_MAX_AGE_SECONDS;
  // The default would make a short limit due from the first day.
  const warnBeforeSeconds =
    warnBefore ?? Math.min(DEFAULT_WARN_BEFORE_SECONDS, maxAgeSeconds / 6);
  if (warnBeforeSeconds >= maxAgeSeconds) {
    throw new InputError(
      `Invalid configuration: the rotation of secrets of environment '${environment}' warns before it starts: 'warnBefore' must be shorter than 'maxAge', see 'iac.secrets.rotation' and 'iac.environments.${environment}.secretRotation'`,
    );
  }
  return {
    maxAgeSeconds,
    warnBeforeSeconds,
    window,
    docs,
    enforce: enforce ?? false,
  };
}
