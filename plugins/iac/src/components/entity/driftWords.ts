import type { EnvironmentDrift } from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';

/** What is known of drift, in words that are never mistaken for each other. */
export function driftWords(t: IacTranslate, drift: EnvironmentDrift): string {
  const status = statusWords(t, drift);
  return drift.stale && (drift.status === 'clean' || drift.status === 'drifted')
    ? t('drift.stale', { status })
    : status;
}

function statusWords(t: IacTranslate, drift: EnvironmentDrift): string {
  if (drift.status !== 'drifted') return t(`drift.${drift.status}`);
  return drift.count === undefined
    ? t('drift.driftedUncounted')
    : t('drift.drifted', { count: drift.count });
}
