import {
  safeText,
  type RedactedStage,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import { unlessConflict } from '../database/conflicts';
import type { ClaimedRun } from '../database/RunLeases';
import type { RunChanges, RunTransitions } from '../database/RunTransitions';
import { holderOf } from './ApprovalLedger';
import { approvalStage, withApproval } from './approvalStage';
import type { CaseReader, RunCase } from './CaseReader';
import type { PlanSuccession } from './PlanSuccession';

/** Two plans of one environment that need no approval: one of them waits for the other. */
const ATTEMPTS = 5;

/** Takes a plan that was made, and that would change something. */
export class PlanIntake {
  readonly #transitions: RunTransitions;
  readonly #cases: CaseReader;
  readonly #succession: PlanSuccession;

  constructor(options: {
    transitions: RunTransitions;
    cases: CaseReader;
    succession: PlanSuccession;
  }) {
    this.#transitions = options.transitions;
    this.#cases = options.cases;
    this.#succession = options.succession;
  }

  /**
   * Hands the plan to people, or on to be applied where nobody is asked. Older
   * plans of the environment that wait give way to it.
   *
   * @param claimed - a run in `policy_checking`
   * @throws LeaseLostError
   */
  async receive(claimed: ClaimedRun, stages: RedactedStage[]): Promise<void> {
    const { run, ticket } = claimed;
    const given = await this.#cases.read(run.id);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const received = await unlessConflict(() =>
        this.#transitions.together(async changes => {
          const to = await destination(changes, given);
          const next = await changes.transition({
            runId: run.id,
            ticket,
            from: 'policy_checking',
            to,
            patch: { stages: stagesIn(to, stages, given) },
          });
          if (to !== 'policy_failed') {
            await this.#succession.supersedeOthers(changes, next);
          }
          return next;
        }),
      );
      if (received) return;
    }
    throw new Error(`Run '${run.id}' met others of its environment each time`);
  }
}

/** A plan that needs nobody waits all the same while another one is being applied. */
async function destination(
  { tx }: RunChanges,
  { asked, run, satisfied }: RunCase,
): Promise<RunState> {
  if (asked.protection.apply === 'never') return 'policy_failed';
  if (!satisfied) return 'awaiting_approval';
  return (await holderOf(tx, run)) ? 'awaiting_approval' : 'approved';
}

function stagesIn(
  to: RunState,
  stages: RedactedStage[],
  given: RunCase,
): RedactedStage[] {
  const startedAt = given.asked.now.toISOString();
  return withApproval(
    stages,
    to === 'policy_failed'
      ? {
          status: 'failed',
          message: safeText`The environment is only planned by now`,
        }
      : { startedAt, ...approvalStage(given) },
  );
}
