import type {
  CheckResult,
  OutputChange,
  PlanCounts,
  PlanSummary,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { Redactor } from '../redaction';
import { actionOf, destructiveFirst, isReplacement } from './actions';
import { checkResult, isFailed } from './checks';
import { isObject, type JsonObject, type PlanJson } from './PlanJson';
import { readPlanJson } from './readPlanJson';
import {
  isEffective,
  isImport,
  isMove,
  resourceChange,
} from './resourceChanges';
import { sensitiveValuesOf } from './sensitiveValues';

/**
 * Reads what a plan will do from `terraform show -json PLANFILE`, of Terraform or
 * OpenTofu, format versions 0.1 to 1.x. Decides by the plan's contents: the exit
 * code of `plan -detailed-exitcode` and `applyable` say "changes" for ever when a
 * `check` block reads data.
 *
 * `hasChanges` means that an apply would change infrastructure, the state's
 * bookkeeping (moved, imported and forgotten resources; what a refresh-only plan
 * found) or outputs. Data reads do not count.
 *
 * No sensitive value is in the summary, wherever its mark was lost, unless it is
 * too short to be masked.
 *
 * @param planJson - the parsed document. JSON numbers are read as doubles:
 *   integers beyond 2^53 are shown as rounded
 * @param known - knows the secrets that were injected, by their names
 * @throws RunFailure when it is no plan, is damaged, or has actions that are not known
 * @public
 */
export function summarizePlan(
  planJson: unknown,
  known: Redactor = Redactor.create([]),
): PlanSummary {
  const plan = readPlanJson(planJson);
  const redactor = known.extend(sensitiveValuesOf(plan));
  const all = (plan.resourceChanges ?? []).map(entry =>
    resourceChange(entry, redactor),
  );
  const changes = all.filter(
    change => change.action === 'read' || isEffective(change),
  );
  const drift = plan.resourceDrift
    .map(entry => resourceChange(entry, redactor))
    // A pending move stands there too, and nothing happened outside.
    .filter(change => change.action !== 'no-op');
  const outputs = outputChanges(plan);
  const checks = plan.checks.map(check => checkResult(check, redactor));
  const counts = count({ all, drift, outputs, checks, plan });
  const hasChanges =
    changes.some(isEffective) ||
    outputs.length > 0 ||
    (isRefreshOnly(plan) && drift.length > 0);
  return {
    formatVersion: plan.formatVersion,
    terraformVersion: plan.terraformVersion,
    hasChanges,
    applyable: plan.applyable ?? (hasChanges && !plan.errored),
    complete: plan.complete ?? !plan.errored,
    errored: plan.errored,
    counts,
    changes: destructiveFirst(changes),
    drift: destructiveFirst(drift),
    outputs: destructiveFirst(outputs),
    checks,
  };
}

function outputChanges(plan: PlanJson): OutputChange[] {
  return plan.outputChanges
    .map(({ name, change }) => ({
      name,
      action: actionOf(change.actions, `output '${name}'`),
      sensitive:
        change.beforeSensitive === true ||
        change.afterSensitive === true ||
        isSensitiveOutput(plan.document, name),
    }))
    .filter(output => output.action !== 'no-op');
}

/** Changes of outputs carry no mark in format 0.1. */
function isSensitiveOutput(document: JsonObject, name: string): boolean {
  const planned = document.planned_values;
  const outputs = isObject(planned) ? planned.outputs : undefined;
  const output = isObject(outputs) ? outputs[name] : undefined;
  return isObject(output) && output.sensitive === true;
}

/** It has no resource changes; `applyable` tells it from a plan without resources. */
function isRefreshOnly(plan: PlanJson): boolean {
  return plan.resourceChanges === undefined && plan.applyable !== false;
}

function count(options: {
  all: ResourceChange[];
  drift: ResourceChange[];
  outputs: OutputChange[];
  checks: CheckResult[];
  plan: PlanJson;
}): PlanCounts {
  const { all, drift, outputs, checks, plan } = options;
  const withAction = (action: string) =>
    all.filter(change => change.action === action).length;
  return {
    create: withAction('create'),
    update: withAction('update'),
    delete: withAction('delete'),
    replace: all.filter(change => isReplacement(change.action)).length,
    read: withAction('read'),
    noop: all.filter(
      change => change.action === 'no-op' && !isEffective(change),
    ).length,
    import: all.filter(isImport).length,
    move: all.filter(isMove).length,
    forget: withAction('forget'),
    outputs: outputs.length,
    deferred: plan.deferredChanges.length,
    drifted: drift.length,
    failedChecks: checks.filter(isFailed).length,
  };
}
