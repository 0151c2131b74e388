import type { ApprovalStatus } from './approvals';

/**
 * What a plan still waits for, one sentence in English, for terminals and logs.
 *
 * @public
 */
export function describeApproval(status: ApprovalStatus): string {
  const { given, required, approvers, freeze, guardedChanges } = status;
  const parts = [
    `${given} of ${required} ${required === 1 ? 'approval' : 'approvals'}`,
  ];
  if (given < required && approvers.length > 0) {
    parts.push(`approvers are ${approvers.join(', ')}`);
  }
  if (guardedChanges.length > 0) {
    parts.push(
      `one more than usual because it destroys or replaces ${guardedChanges
        .map(({ address }) => address)
        .join(', ')}`,
    );
  }
  if (freeze) {
    parts.push(`held by the freeze '${freeze.title}' until ${freeze.until}`);
  }
  return parts.join('; ');
}
