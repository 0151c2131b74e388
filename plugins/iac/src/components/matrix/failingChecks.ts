import {
  GROUP_GLYPHS,
  isFailing,
  type EnvironmentReadiness,
  type GroupGlyph,
} from '@backstage-iac/plugin-iac-common';

/** A check and the environments in which it does not pass. */
export interface FailingCheck {
  checkId: string;
  title: string;
  /** The worst of them. */
  standing: GroupGlyph;
  environments: string[];
}

/** The worst first. */
function compareStandings(a: GroupGlyph, b: GroupGlyph): number {
  return GROUP_GLYPHS.indexOf(a) - GROUP_GLYPHS.indexOf(b);
}

/** A problem that many environments share is one line. The most widespread first. */
export function failingChecks(
  environments: EnvironmentReadiness[],
): FailingCheck[] {
  const failing = new Map<string, FailingCheck>();
  for (const { environment, standings } of environments) {
    for (const { checkId, title, standing } of standings) {
      if (!isFailing(standing)) continue;
      const found = failing.get(checkId);
      if (found) {
        found.environments.push(environment.name);
        if (compareStandings(standing, found.standing) < 0) {
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
      compareStandings(a.standing, b.standing) ||
      a.title.localeCompare(b.title),
  );
}
