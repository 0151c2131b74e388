import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';

export const HOUR = 60 * 60;
export const DAY = 24 * HOUR;

/** Evidence of other tiers may be three times as old as production's. */
const OTHER_TIERS = 3;

/** A window for production, and a wider one elsewhere; in seconds. */
export function windowOf(seconds: number) {
  return ({ tier }: Pick<EnvironmentDefinition, 'tier'>): number =>
    tier === 'production' ? seconds : seconds * OTHER_TIERS;
}
