import type {
  DriftProof,
  DriftResult,
  IgnoreDriftRule,
  ResourceChange,
  StatePosition,
  ToolChange,
  UndeployedChanges,
} from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { isEffective } from '../plan/resourceChanges';
import { samePosition } from '../state/stateFile';
import type { LastApplied } from '../types';
import { bookkeepingOf } from './bookkeeping';
import { driftAnswers } from './driftAnswers';
import { driftChecks } from './driftChecks';
import { ignoreDrift } from './ignoreDrift';
import { movedProviders, movedVersions } from './movedVersions';
import type { ObservedPlan } from './ObservedPlan';
import { identityOf, type RecordedState } from './RecordedState';
import { compareInputs } from './sameInputs';
import { partSchemaUpgrade } from './schemaUpgrade';
import { withSeverity, worstFirst } from './severity';
import { undeployedOf } from './undeployed';

/** All that one drift check saw. */
export interface DriftObservation {
  /** Plan at the head of the ref. */
  head: ObservedPlan;
  /** Plan at the last applied commit, where it is another one. */
  applied?: ObservedPlan;
  /** Why there is no plan at the last applied commit. */
  because?: string;
  lastApplied?: LastApplied;
  /** The variables of the last apply are known, were planned with, and are others now. */
  hasOtherVariables: boolean;
  /** The state before the first plan. */
  recorded: RecordedState;
  /** Position of the state after the last plan. */
  after: StatePosition;
  rules: readonly IgnoreDriftRule[];
  now: Date;
}

/** With all that this version tells. */
type FullDriftResult = Required<Omit<DriftResult, 'severity' | 'toolChange'>> &
  Pick<DriftResult, 'severity' | 'toolChange'>;

/**
 * Answers a drift check, each sort of change apart: what was changed outside
 * Terraform, what was not deployed, what a newer tool wants, which checks fail,
 * and what is mere bookkeeping. Decides by the plans' JSON.
 *
 * @throws RunFailure for a plan with errors, and for a rule that cannot be read
 */
export function classifyDrift(observation: DriftObservation): FullDriftResult {
  const { head, applied, recorded, lastApplied } = observation;
  const deployed = applied ?? head;
  refuseErrors(head, applied);
  const inputs = compareInputs(observation);
  const versions = movedVersions(deployed, { lastApplied, recorded });

  const drift = united(applied?.summary.drift ?? [], head.summary.drift);
  const { outside, refreshed } = partSchemaUpgrade(drift, recorded);
  const { outside: outsideChanges, ignored } = ignoreDrift(
    worstFirst(outside.map(withSeverity)),
    { rules: observation.rules, now: observation.now },
  );
  const { causes, undeployed, pending, outputs } = undeployedOf(observation, {
    drift: outside,
    inputs,
    versionsMoved: versions.length > 0,
  });
  const checks = driftChecks([deployed.summary, head.summary]);
  const ahead = movedProviders(deployed.providers, head.providers);
  const toolChange: ToolChange = {
    versions: [
      ...versions.filter(({ name }) => !ahead.some(is => is.name === name)),
      ...ahead,
    ],
    changes: causes.tool,
    refreshed,
  };
  return {
    status: outsideChanges.length > 0 ? 'drifted' : 'clean',
    outsideChanges,
    ...(outsideChanges[0] && { severity: outsideChanges[0].severity }),
    ignored,
    undeployedChanges: undeployed.length + outputs.undeployed.length,
    undeployed: describeUndeployed(observation, { ...inputs, pending }),
    ...(Object.values(toolChange).some(found => found.length > 0) && {
      toolChange,
    }),
    unexplained: causes.unexplained,
    bookkeeping: bookkeepingOf(
      head.refreshOnly ? [] : head.summary.changes.filter(isEffective),
      outputs.own,
    ),
    failedChecks: checks.failed,
    unknownChecks: checks.unknown,
    answers: driftAnswers({
      ...(!deployed.refreshOnly && {
        reapply:
          inputs.commit === 'unknown'
            ? causes.outside
            : deployed.summary.changes.filter(isEffective),
      }),
      drift,
    }),
    proof: prove(recorded.position, observation.after),
    evidence: {
      exitCodes: {
        head: head.exitCode,
        ...(applied && { applied: applied.exitCode }),
      },
      tool: head.tool,
      providers: head.providers,
    },
  };
}

/** Terraform writes a plan with errors as well; it says nothing of what it did not get to. */
function refuseErrors(...plans: Array<ObservedPlan | undefined>): void {
  const broken = plans.find(plan => plan?.summary.errored);
  if (!broken) return;
  throw new RunFailure(
    `The plan at ${broken.commit.commit} has errors: it cannot tell whether something drifted`,
    { nextStep: 'Look at the log of the run.' },
  );
}

function describeUndeployed(
  observation: DriftObservation,
  found: Pick<UndeployedChanges, 'commit' | 'variables'> & {
    pending: ResourceChange[];
  },
): UndeployedChanges {
  const { head, applied, lastApplied, because } = observation;
  if (head.refreshOnly || applied?.refreshOnly) {
    return {
      basis: 'none',
      because:
        'A condition fails: Terraform plans no changes until it holds again',
      ...(lastApplied && { appliedCommit: lastApplied.commit }),
      headCommit: head.commit.commit,
      commit: found.commit,
      variables: found.variables,
      atHead: [],
      changes: [],
    };
  }
  return {
    basis: applied ? 'two-plans' : 'one-plan',
    ...(because && { because }),
    ...(lastApplied && { appliedCommit: lastApplied.commit }),
    headCommit: head.commit.commit,
    commit: found.commit,
    variables: found.variables,
    ...(applied && {
      atApplied: applied.summary.changes.filter(isEffective),
    }),
    atHead: head.summary.changes.filter(isEffective),
    changes: found.pending,
  };
}

/** What either plan saw: reality may change between them, and a resource be in only one. */
function united(
  first: ResourceChange[],
  second: ResourceChange[],
): ResourceChange[] {
  const seen = new Set(first.map(identityOf));
  return [...first, ...second.filter(change => !seen.has(identityOf(change)))];
}

function prove(before: StatePosition, after: StatePosition): DriftProof {
  if (samePosition(before, after)) return { before, after, moved: false };
  return {
    before,
    after,
    moved: true,
    message: `The state moved while it was checked, from ${where(
      before,
    )} to ${where(
      after,
    )}. A check writes no state: somebody else did. Check again.`,
  };
}

function where({ serial, lineage }: StatePosition): string {
  return lineage ? `serial ${serial} of ${lineage}` : 'none';
}
