import type {
  IgnoredDrift,
  IgnoreDriftRule,
  OutsideChange,
} from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { Glob } from './Glob';
import { withSeverity } from './severity';

interface Matcher {
  rule: IgnoreDriftRule;
  address: Glob;
  attributes?: Glob[];
}

/**
 * Parts the drift that rules know from the rest. The first rule that covers a
 * change, or an attribute of it, has it. What is only partly covered stays with
 * the attributes that are not.
 *
 * @throws RunFailure for a rule whose pattern or expiry cannot be read: a check
 *   with a rule that is not understood must not say "no drift"
 */
export function ignoreDrift(
  changes: OutsideChange[],
  options: { rules: readonly IgnoreDriftRule[]; now: Date },
): { outside: OutsideChange[]; ignored: IgnoredDrift[] } {
  const matchers = options.rules.map(matcherOf).filter(
    // Those that have expired are read all the same: a mistake shows at once.
    ({ rule }) => !isExpired(rule, options.now),
  );
  const outside: OutsideChange[] = [];
  const ignored: IgnoredDrift[] = [];
  for (const change of changes) {
    const fitting = matchers.filter(({ address }) =>
      address.matches(change.address),
    );
    const rest = isGone(change)
      ? hideDeletion(change, fitting, ignored)
      : hideUpdate(change, fitting, ignored);
    if (rest) outside.push(rest);
  }
  return { outside, ignored };
}

/**
 * Why a rule cannot be read, so that a configuration can be refused before a
 * check fails on it.
 *
 * @returns `undefined` for a rule that can
 */
export function explainUnreadableRule(
  rule: IgnoreDriftRule,
): string | undefined {
  try {
    matcherOf(rule);
    return undefined;
  } catch (error) {
    if (error instanceof RunFailure) return error.message;
    throw error;
  }
}

function hideDeletion(
  change: OutsideChange,
  matchers: Matcher[],
  ignored: IgnoredDrift[],
): OutsideChange | undefined {
  const found = matchers.find(
    ({ rule, attributes }) => !attributes && rule.includeDeletions === true,
  );
  if (!found) return change;
  ignored.push({ change, rule: found.rule });
  return undefined;
}

function hideUpdate(
  change: OutsideChange,
  matchers: Matcher[],
  ignored: IgnoredDrift[],
): OutsideChange | undefined {
  let rest = change;
  for (const { rule, attributes: globs } of matchers) {
    if (!globs) {
      ignored.push({ change: rest, rule });
      return undefined;
    }
    const isCovered = ({ path }: { path: string }) =>
      globs.some(glob => glob.matches(path));
    const covered = rest.attributes.filter(isCovered);
    if (covered.length === 0) continue;
    ignored.push({
      change: withSeverity({ ...rest, attributes: covered }),
      rule,
    });
    const attributes = rest.attributes.filter(
      attribute => !isCovered(attribute),
    );
    if (attributes.length === 0) return undefined;
    rest = withSeverity({ ...rest, attributes });
  }
  return rest;
}

function isGone(change: OutsideChange): boolean {
  return change.action !== 'update';
}

function matcherOf(rule: IgnoreDriftRule): Matcher {
  if (rule.expiresAt !== undefined && Number.isNaN(expiryOf(rule.expiresAt))) {
    throw new RunFailure(
      `The rule '${rule.id}' that ignores drift expires at '${rule.expiresAt}', which is no date`,
      { nextStep: "Write it in ISO 8601, such as '2027-01-31T00:00:00Z'." },
    );
  }
  return {
    rule,
    address: Glob.ofAddress(rule.address),
    ...(rule.attributes && { attributes: rule.attributes.map(Glob.ofPath) }),
  };
}

function isExpired({ expiresAt }: IgnoreDriftRule, now: Date): boolean {
  return expiresAt !== undefined && expiryOf(expiresAt) <= now.getTime();
}

function expiryOf(expiresAt: string): number {
  return new Date(expiresAt).getTime();
}
