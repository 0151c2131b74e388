/**
 * What a run is asked to do on one environment at one commit.
 *
 * @public
 */
export type Operation =
  | 'plan-only'
  | 'plan-and-apply'
  | 'drift-check'
  | 'refresh-only'
  | 'rollback'
  | 'destroy';

/** @public */
export const OPERATIONS: readonly Operation[] = [
  'plan-only',
  'plan-and-apply',
  'drift-check',
  'refresh-only',
  'rollback',
  'destroy',
];

/** Operations that can end in changed infrastructure. One such run per environment at a time. @public */
export const CHANGING_OPERATIONS: readonly Operation[] = [
  'plan-and-apply',
  'refresh-only',
  'rollback',
  'destroy',
];

/** @public */
export function isChangingOperation(operation: Operation): boolean {
  return CHANGING_OPERATIONS.includes(operation);
}
