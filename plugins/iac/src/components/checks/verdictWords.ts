import type { ReadinessVerdict } from '@backstage-iac/plugin-iac-common';

/** Keys of the translations below `checks`. */
export const VERDICT_WORDS = {
  BLOCKED: 'blocked',
  UNPROVEN: 'unproven',
  AT_RISK: 'atRisk',
  READY: 'ready',
} as const satisfies Record<ReadinessVerdict, string>;
