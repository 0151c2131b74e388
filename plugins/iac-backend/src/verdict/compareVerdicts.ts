import type {
  CheckChange,
  CheckMoment,
  GroupGlyph,
  VerdictInput,
} from '@backstage-iac/plugin-iac-common';
import { standingOf } from './standing';

/** A verdict's inputs, and the moment that they are looked at. */
export interface Moment {
  inputs: readonly VerdictInput[];
  at: Date;
}

/** From worst to best. */
const ORDER: readonly GroupGlyph[] = [
  'fail',
  'error',
  'stale',
  'unknown',
  'warn',
  'waived',
  'not-applicable',
  'pass',
];

/**
 * What is different between two moments, the worst first. Without an earlier
 * one: all that does not pass now.
 */
export function compareMoments(
  before: Moment | undefined,
  now: Moment,
): CheckChange[] {
  const earlier = new Map(before?.inputs.map(one => [one.checkId, one]));
  const later = new Map(now.inputs.map(one => [one.checkId, one]));
  return [...new Set([...later.keys(), ...earlier.keys()])]
    .map((checkId): CheckChange => {
      const was = earlier.get(checkId);
      const is = later.get(checkId);
      return {
        checkId,
        title: (is ?? was)?.title ?? checkId,
        before: before && was && at(was, before.at),
        now: is && at(is, now.at),
      };
    })
    .filter(change =>
      before
        ? change.before?.standing !== change.now?.standing
        : change.now &&
          !['pass', 'not-applicable'].includes(change.now.standing),
    )
    .sort((a, b) => orderOf(a) - orderOf(b));
}

function at(input: VerdictInput, time: Date): CheckMoment {
  const { summary, said } = input;
  return { standing: standingOf(input, time), summary, said };
}

function orderOf({ now }: CheckChange): number {
  return now ? ORDER.indexOf(now.standing) : ORDER.length;
}
