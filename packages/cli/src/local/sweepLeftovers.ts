import type { Engine } from '@backstage-iac/engine';
import type { LastPlans } from './LastPlans';
import { isOwnRun } from './runIds';

/** No command works for so long. Milliseconds. */
const LEFT_BEHIND_MS = 24 * 60 * 60 * 1000;

/**
 * Removes what commands have left that were killed: their files may hold values
 * in clear. Saved plans that may still be applied, states that could not be
 * saved, and the runs of a portal on the same home stay.
 */
export async function sweepLeftovers(options: {
  engine: Engine;
  plans: LastPlans;
}): Promise<void> {
  const { engine, plans } = options;
  const saved = await plans.runIds();
  for (const { runId, changedAt } of await engine.listRuns()) {
    const age = Date.now() - changedAt.getTime();
    if (!isOwnRun(runId) || saved.has(runId) || age < LEFT_BEHIND_MS) continue;
    await engine.discard(runId);
  }
}
