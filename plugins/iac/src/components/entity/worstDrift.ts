import type { EnvironmentDrift } from '@backstage-iac/plugin-iac-common';
import type { EntityEnvironment } from '../../hooks/useEntityEnvironments';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { driftGlyph, type GlyphKind } from '../glyph';
import { formatUtc } from '../time';
import { driftWords } from './driftWords';

/** From worst to best: what is seen, what could not be seen, what was not looked for, what was seen too long ago. */
const ORDER: readonly GlyphKind[] = [
  'fail',
  'error',
  'unknown',
  'stale',
  'ready',
];

/** One answer for all environments of an entity. */
export interface DriftOfAll {
  kind: GlyphKind;
  /** One or two words. */
  label: string;
  /** Every environment in a line of its own. */
  title: string;
  /** The environment that it is about. */
  name?: string;
}

/** The worst of them speaks; what cannot be seen is not known, never clean. */
export function worstDrift(
  t: IacTranslate,
  environments: EntityEnvironment[],
): DriftOfAll {
  const [worst] = environments
    .map(({ name, readiness }) => ({ name, drift: readiness?.drift }))
    .sort((a, b) => rank(a.drift) - rank(b.drift));
  return {
    kind: kindOf(worst?.drift),
    label: labelOf(t, worst?.drift, environments),
    title: environments.map(each => lineOf(t, each)).join('\n'),
    name: worst?.drift && worst.name,
  };
}

function kindOf(drift: EnvironmentDrift | undefined): GlyphKind {
  return drift ? driftGlyph(drift) : 'unknown';
}

function rank(drift: EnvironmentDrift | undefined): number {
  return ORDER.indexOf(kindOf(drift));
}

function labelOf(
  t: IacTranslate,
  drift: EnvironmentDrift | undefined,
  environments: EntityEnvironment[],
): string {
  switch (kindOf(drift)) {
    case 'fail': {
      const counts = environments
        .filter(({ readiness }) => readiness?.drift.status === 'drifted')
        .map(({ readiness }) => readiness?.drift.count);
      if (counts.includes(undefined)) {
        return t('entityDrift.badgeDriftedUncounted');
      }
      const total = counts.reduce<number>((sum, count = 0) => sum + count, 0);
      return t('entityDrift.badgeDrifted', { total: String(total) });
    }
    case 'error':
      return t('entityDrift.badgeFailed');
    case 'stale':
      return t('entityDrift.badgeStale');
    case 'ready':
      return t('entityDrift.badgeClean');
    default:
      return t('entityDrift.badgeUnknown');
  }
}

function lineOf(
  t: IacTranslate,
  { name, readiness }: EntityEnvironment,
): string {
  if (!readiness) return t('entityDrift.notFound', { name });
  const { drift } = readiness;
  const words = driftWords(t, drift);
  return drift.checkedAt
    ? t('entityDrift.ofEnvironmentAt', {
        name,
        words,
        time: formatUtc(drift.checkedAt),
      })
    : t('entityDrift.ofEnvironment', { name, words });
}
