import type {
  CheckStanding,
  EnvironmentReadiness,
  GroupGlyph,
} from '@backstage-iac/plugin-iac-common';

/** A check and the environments in which it does not pass. */
export interface FailingCheck {
  checkId: string;
  title: string;
  /** The worst of them. */
  standing: GroupGlyph;
  environments: string[];
}

/** From worst to best; what passes, is waived or does not apply is no failure. */
const FAILURES: readonly GroupGlyph[] = [
  'fail',
  'error',
  'stale',
  'unknown',
  'warn',
];

export function isFailing({ standing }: CheckStanding): boolean {
  return FAILURES.includes(standing);
}

/** A problem that many environments share is one line. The most widespread first. */
export function failingChecks(
  environments: EnvironmentReadiness[],
): FailingCheck[] {
  const failing = new Map<string, FailingCheck>();
  for (const { environment, standings } of environments) {
    for (const { checkId, title, standing } of standings.filter(isFailing)) {
      const found = failing.get(checkId);
      if (found) {
        found.environments.push(environment.name);
        if (FAILURES.indexOf(standing) < FAILURES.indexOf(found.standing)) {
          found.standing = standing;
        }
      } else {
        failing.set(checkId, {
          checkId,
          title,
          standing,
          environments: [environment.name],
        });
      }
    }
  }
  return [...failing.values()].sort(
    (a, b) =>
      b.environments.length - a.environments.length ||
      FAILURES.indexOf(a.standing) - FAILURES.indexOf(b.standing) ||
      a.title.localeCompare(b.title),
  );
}
