import type { CheckResult } from '@backstage-iac/plugin-iac-common';
import type { Redactor } from '../redaction';
import { isObject, textOf, type JsonObject } from './PlanJson';
import { redactAddress } from './resourceChanges';

/** A `check` block, a pre- or postcondition, or a variable's validation, all instances together. */
export function checkResult(
  check: JsonObject,
  redactor: Redactor,
): CheckResult {
  const instances = Array.isArray(check.instances) ? check.instances : [];
  const problems = instances
    .filter(isObject)
    .flatMap(instance => instance.problems ?? [])
    .filter(isObject);
  return {
    address: redactAddress(
      (isObject(check.address) && textOf(check.address.to_display)) || '',
      redactor,
    ),
    status: statusOf(check.status),
    messages: problems.flatMap(problem => {
      const message = textOf(problem.message);
      return message ? [redactor.redact(message)] : [];
    }),
  };
}

export function isFailed(check: CheckResult): boolean {
  return check.status === 'fail' || check.status === 'error';
}

function statusOf(status: unknown): CheckResult['status'] {
  return status === 'pass' || status === 'fail' || status === 'error'
    ? status
    : 'unknown';
}
