import type { StatePosition } from '@backstage-iac/plugin-iac-common';
import {
  classifyDrift,
  isAt,
  type ObservedPlan,
  type RecordedState,
} from '../drift';
import { RunCanceledError, RunFailure } from '../errors';
import { messageOf } from '../files/nodeErrors';
import { canonicalJson } from '../json/canonical';
import type { Redactor } from '../redaction';
import { redactStrings } from '../redaction/redactStrings';
import { samePosition } from '../state/stateFile';
import type {
  EngineEvent,
  LastApplied,
  PlanEvidence,
  PlanRequest,
} from '../types';

/** A plan, and what was seen of the state around it. */
export interface WatchedPlan {
  evidence: PlanEvidence;
  exitCode: number;
  /** Terraform planned no changes, for a condition fails. */
  refreshOnly: boolean;
  /** The state before it. */
  recorded: RecordedState;
  /** Where the state was after it. */
  after: StatePosition;
  /** Knows what the plan marks as sensitive, too. */
  redactor: Redactor;
}

/** What a drift check may do: plan and throw away. There is no way to an apply from here. */
export interface DriftCheckParts {
  plan: (request: PlanRequest) => Promise<WatchedPlan>;
  discard: (runId: string) => Promise<void>;
}

/**
 * Plans at the head of the ref and, where that is another one, at the last applied
 * commit with the variables of then, and compares the two. What the second plan
 * changes is drift; what only the first does was not deployed. The order of the
 * plans is no matter: both read the same state and write none.
 *
 * @throws RunFailure when either plan fails: that is no answer
 */
export async function checkDrift(
  request: PlanRequest,
  parts: DriftCheckParts,
): Promise<PlanEvidence> {
  const now = new Date();
  const head = await parts.plan(request);
  const { planned, because, stages, lastApplied, hasOtherVariables } =
    await planApplied(request, { head, parts });
  const drift = classifyDrift({
    head: observe(head),
    ...(planned && { applied: observe(planned) }),
    because,
    hasOtherVariables,
    lastApplied,
    recorded: head.recorded,
    after: (planned ?? head).after,
    rules: request.ignoreDrift ?? [],
    now,
  });
  // What one plan marks as sensitive, the other may show.
  const told = redactStrings(drift, head.redactor);
  const redacted = planned ? redactStrings(told, planned.redactor) : told;
  return { ...head.evidence, drift: redacted, stages };
}

interface AppliedPlan {
  planned?: WatchedPlan;
  /** Why there is none. */
  because?: string;
  stages: PlanEvidence['stages'];
  /** Absent when it is not what the state is from. */
  lastApplied?: LastApplied;
  /** The variables of the last apply are known, and others. */
  hasOtherVariables: boolean;
}

async function planApplied(
  request: PlanRequest,
  options: { head: WatchedPlan; parts: DriftCheckParts },
): Promise<AppliedPlan> {
  const { head, parts } = options;
  const { lastApplied, environment } = request;
  const { stages } = head.evidence;
  const variables = lastApplied?.variables ?? environment.variables;
  const hasOtherVariables =
    canonicalJson(variables) !== canonicalJson(environment.variables);
  const none = (because: string): AppliedPlan => ({
    because,
    stages,
    lastApplied,
    hasOtherVariables,
  });
  if (!lastApplied) {
    return none('The last applied commit is not known');
  }
  const { statePosition = head.recorded.position } = lastApplied;
  if (!samePosition(statePosition, head.recorded.position)) {
    return {
      because:
        'The state was written after the last known apply: what was applied is not known',
      stages,
      hasOtherVariables: false,
    };
  }
  if (lastApplied.dirty || lastApplied.commit.startsWith('dir-')) {
    const isSame = isAt(observe(head), lastApplied.commit);
    return none(
      isSame && !lastApplied.dirty
        ? 'The code is that of the last apply'
        : 'The code of the last apply was never committed, and cannot be had again',
    );
  }
  if (isAt(observe(head), lastApplied.commit) && !hasOtherVariables) {
    return none('The head is the last applied commit');
  }
  const stage = stages.find(({ name }) => name === 'plan');
  const tell = (status: 'running' | 'passed' | 'failed', message: string) => {
    if (!stage) return;
    Object.assign(stage, { status, message });
    if (status === 'running') delete stage.finishedAt;
    else stage.finishedAt = new Date().toISOString();
    request.onEvent?.({ type: 'stage', stage: { ...stage } });
  };
  const short = lastApplied.commit.slice(0, 12);
  const runId = `${request.runId}.applied`;
  let isFetched = true;
  tell('running', `Planning at the last applied commit ${short}, too`);
  try {
    const planned = await parts.plan({
      ...request,
      runId,
      environment: { ...environment, variables },
      ref: lastApplied.commit,
      onEvent: event => {
        const isStage = event.type === 'stage' && event.stage.name === 'fetch';
        if (isStage && event.stage.status === 'failed') isFetched = false;
        forwardLog(event, request.onEvent);
      },
    });
    tell('passed', `Planned at the last applied commit ${short}, too`);
    return { planned, stages, lastApplied, hasOtherVariables };
  } catch (error) {
    if (error instanceof RunCanceledError || !(error instanceof RunFailure)) {
      tell('failed', messageOf(error));
      throw error;
    }
    if (!isFetched) {
      const because = `The last applied commit cannot be had any more: ${error.message}`;
      tell('passed', because);
      return none(because);
    }
    const message = `At the last applied commit ${short}: ${error.message}`;
    tell('failed', message);
    throw new RunFailure(message, { nextStep: error.nextStep, cause: error });
  } finally {
    await parts.discard(runId);
  }
}

/** The stages of the second plan are one stage of the run. */
function forwardLog(event: EngineEvent, onEvent: PlanRequest['onEvent']): void {
  if (event.type === 'log') onEvent?.({ ...event, stage: 'plan' });
}

function observe({
  evidence,
  exitCode,
  refreshOnly,
}: WatchedPlan): ObservedPlan {
  const { commit, tool, summary, digests } = evidence;
  return {
    commit,
    tool,
    providers: evidence.providers ?? {},
    variableSet: digests.variableSet,
    exitCode,
    refreshOnly,
    summary,
  };
}
