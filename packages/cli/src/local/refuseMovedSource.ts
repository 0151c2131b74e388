import {
  StalePlanError,
  type EngineEnvironment,
  type SourceDefinition,
} from '@backstage-iac/engine';
import type { ResolvedCommit } from '@backstage-iac/plugin-iac-common';
import type { IacConfig } from '@backstage-iac/plugin-iac-node';
import { relative } from 'node:path';
import { describeCommit } from './watchRun';

/**
 * Refuses a plan of code that is no longer what would be planned. The plan holds
 * its own copy of the code, so that this is about intent: nobody applies
 * yesterday's commit without noticing.
 *
 * @throws StalePlanError - when the source's commit moved
 */
export function refuseMovedSource(options: {
  environment: EngineEnvironment;
  planned: ResolvedCommit;
  now: ResolvedCommit;
  config: Pick<IacConfig, 'home' | 'artifacts'>;
}) {
  const { environment, planned, now, config } = options;
  if (planned.commit === now.commit && planned.dirty === now.dirty) return;
  const withoutGit = now.commit.startsWith('dir-');
  if (withoutGit && holdsOwnOutput(environment.source, config)) return;
  throw new StalePlanError(
    `The code of '${
      environment.name
    }' has changed since the plan: it was ${describeCommit(
      planned,
    )} and is now ${describeCommit(now)}`,
  );
}

/** Without git nothing tells the code from the evidence that each run adds to the same folder. */
function holdsOwnOutput(
  source: SourceDefinition,
  { home, artifacts }: Pick<IacConfig, 'home' | 'artifacts'>,
): boolean {
  if (source.type !== 'directory') return false;
  const inside = (path: string) =>
    !relative(source.path, path).startsWith('..');
  return inside(home) || inside(artifacts);
}
