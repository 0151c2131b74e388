import type { ReadinessVerdict } from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';

const KEYS = {
  BLOCKED: 'blocked',
  UNPROVEN: 'unproven',
  AT_RISK: 'atRisk',
  READY: 'ready',
} as const satisfies Record<ReadinessVerdict, string>;

export function verdictWord(
  t: IacTranslate,
  verdict: ReadinessVerdict,
): string {
  return t(`verdict.${KEYS[verdict]}`);
}

/** What the word means. */
export function verdictMeaning(
  t: IacTranslate,
  verdict: ReadinessVerdict,
): string {
  return t(`checks.${KEYS[verdict]}Why`);
}
