import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import type { LastApplied } from '../types';
import { isEffective, isMove } from '../plan/resourceChanges';
import { isBookkeeping } from './bookkeeping';
import type { ObservedPlan } from './ObservedPlan';
import { causesOf } from './planCauses';
import { identityOf, type RecordedState } from './RecordedState';
import type { Inputs } from './sameInputs';

/** Names of outputs. */
interface OutputChanges {
  /** Those that wait for an apply of code or variables. */
  undeployed: string[];
  /** Those that do not only follow drift. */
  own: string[];
}

type Causes = ReturnType<typeof causesOf>;

/** What waits for an apply, and why plans change what they change. */
export interface Undeployed {
  /** Of the changes of the plan that stands for what is deployed. */
  causes: Causes;
  /** Bookkeeping included. */
  undeployed: ResourceChange[];
  /** Of them, those that change infrastructure. */
  pending: ResourceChange[];
  outputs: OutputChanges;
}

interface Plans {
  head: ObservedPlan;
  applied?: ObservedPlan;
  lastApplied?: LastApplied;
  recorded: RecordedState;
}

/**
 * What waits for an apply.
 *
 * With two plans: what the one at the head changes and the one at the last
 * applied commit does not, or not so. With one: what neither drift nor a tool
 * explains, and nothing if code and variables are those of the last apply.
 */
export function undeployedOf(
  plans: Plans,
  known: { drift: ResourceChange[]; inputs: Inputs; versionsMoved: boolean },
): Undeployed {
  const { head, applied, recorded, lastApplied } = plans;
  const { drift, inputs, versionsMoved } = known;
  const deployed = applied ?? head;
  const isAsDeployed =
    lastApplied !== undefined &&
    deployed.variableSet === lastApplied.variableSet;
  const isRefresh = head.refreshOnly || deployed.refreshOnly;
  const causes = causesOf(isRefresh ? [] : deployed.summary.changes, {
    drift,
    recorded,
    sameInputs:
      isAsDeployed && (applied !== undefined || inputs.commit === 'same'),
    versionsMoved,
  });
  if (isRefresh) {
    // Its outputs follow the code, whether that was applied or not.
    const outputs = { undeployed: [], own: [] };
    return { causes, undeployed: [], pending: [], outputs };
  }
  const outputs = outputsOf(head, deployed, drift.length > 0);
  if (applied) {
    return comparePlans(
      { ...plans, applied },
      { causes, outputs, isAsDeployed },
    );
  }
  const isWaiting = inputs.commit !== 'same' || inputs.variables !== 'same';
  return {
    causes,
    undeployed: causes.undeployed,
    pending: causes.undeployed.filter(change => !isBookkeeping(change)),
    outputs: { ...outputs, undeployed: isWaiting ? outputs.own : [] },
  };
}

function comparePlans(
  { head, applied }: Plans & { applied: ObservedPlan },
  found: { causes: Causes; outputs: OutputChanges; isAsDeployed: boolean },
): Undeployed {
  const { causes, outputs } = found;
  const explained = new Map(
    [...causes.outside, ...causes.tool, ...causes.unexplained].map(change => [
      identityOf(change),
      change,
    ]),
  );
  const isExplained = (change: ResourceChange) =>
    isSame(change, explained.get(identityOf(change)));
  const undeployed = head.summary.changes
    .filter(isEffective)
    .filter(change => isMove(change) || !isExplained(change));
  const before = new Set(applied.summary.outputs.map(({ name }) => name));
  return {
    causes,
    undeployed,
    pending: undeployed.filter(
      change => !isBookkeeping(change) && !isExplained(change),
    ),
    outputs: {
      ...outputs,
      undeployed: found.isAsDeployed
        ? outputs.own.filter(name => !before.has(name))
        : outputs.own,
    },
  };
}

/** Which outputs follow drift, no plan says: with one, all of them may. */
function outputsOf(
  head: ObservedPlan,
  deployed: ObservedPlan,
  isDrifted: boolean,
): OutputChanges {
  const following = new Set(
    isDrifted ? deployed.summary.outputs.map(({ name }) => name) : [],
  );
  const own = head.summary.outputs
    .map(({ name }) => name)
    .filter(name => !following.has(name));
  return { undeployed: own, own };
}

/** The same change of the object in both plans, moved or not. What is masked counts as the same. */
function isSame(one: ResourceChange, other?: ResourceChange): boolean {
  return other !== undefined && contentOf(one) === contentOf(other);
}

function contentOf(change: ResourceChange): string {
  const { action, importId, attributes } = change;
  return JSON.stringify({ action, importId, attributes });
}
