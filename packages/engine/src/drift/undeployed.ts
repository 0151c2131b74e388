import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import type { LastApplied } from '../types';
import { isMove } from '../plan/resourceChanges';
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

/**
 * What waits for an apply.
 *
 * With two plans: what the one at the head changes and the one at the last
 * applied commit does not, or not so. With one: what neither drift nor a tool
 * explains, and nothing if code and variables are those of the last apply.
 */
export function undeployedOf(
  plans: {
    head: ObservedPlan;
    applied?: ObservedPlan;
    lastApplied?: LastApplied;
    recorded: RecordedState;
  },
  known: { drift: ResourceChange[]; inputs: Inputs; versionsMoved: boolean },
): {
  causes: ReturnType<typeof causesOf>;
  /** Bookkeeping included. */
  undeployed: ResourceChange[];
  /** Of them, those that change infrastructure. */
  pending: ResourceChange[];
  outputs: OutputChanges;
} {
  const { head, applied, recorded, lastApplied } = plans;
  const { drift, inputs, versionsMoved } = known;
  const deployed = applied ?? head;
  const asDeployed =
    lastApplied !== undefined &&
    deployed.variableSet === lastApplied.variableSet;
  const causes = causesOf(deployed.summary.changes, {
    drift,
    recorded,
    sameInputs:
      asDeployed && (applied !== undefined || inputs.commit === 'same'),
    versionsMoved,
  });
  const outputs = outputsOf(head, deployed, drift.length > 0);
  if (!applied) {
    const isWaiting = inputs.commit !== 'same' || inputs.variables !== 'same';
    return {
      causes,
      undeployed: causes.undeployed,
      pending: causes.undeployed.filter(change => !isBookkeeping(change)),
      outputs: { ...outputs, undeployed: isWaiting ? outputs.own : [] },
    };
  }
  const explained = new Map(
    [...causes.outside, ...causes.tool, ...causes.unexplained].map(change => [
      identityOf(change),
      change,
    ]),
  );
  const atHead = causesOf(head.summary.changes, {
    drift: [],
    recorded,
    sameInputs: false,
    versionsMoved,
  }).undeployed;
  const undeployed = atHead.filter(
    change =>
      isMove(change) || !isSame(change, explained.get(identityOf(change))),
  );
  const before = new Set(applied.summary.outputs.map(({ name }) => name));
  return {
    causes,
    undeployed,
    pending: undeployed.filter(
      change =>
        !isBookkeeping(change) &&
        !isSame(change, explained.get(identityOf(change))),
    ),
    outputs: {
      ...outputs,
      undeployed: asDeployed
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
