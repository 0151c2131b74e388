import type { Diagnostic } from './diagnostics';

/** Errors of a plan that a refresh-only plan tells as warnings. */
const CONDITION_FAILED = new Set([
  'Resource precondition failed',
  'Resource postcondition failed',
  'Module output value precondition failed',
]);

/**
 * Whether a plan failed for pre- and postconditions alone. Terraform then says
 * nothing of what changed outside, which may be the very reason; asked with
 * `-refresh-only`, it does, and lists the conditions among the checks. A variable
 * that its validation refuses is an error either way.
 */
export function onlyConditionsFail(errors: Diagnostic[]): boolean {
  return (
    errors.length > 0 &&
    errors.every(({ summary }) => CONDITION_FAILED.has(summary))
  );
}
