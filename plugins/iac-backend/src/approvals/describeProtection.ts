import type { Freeze, Protection } from '@backstage-iac/plugin-iac-common';
import type { EnvironmentProtection } from '@backstage-iac/plugin-iac-node';
import { describeWindow } from './describeWindow';

/**
 * The rules of an environment as its page says them.
 *
 * @param freeze - in force now
 */
export function describeProtection(
  protection: EnvironmentProtection,
  freeze?: Freeze,
): Protection {
  const { onNewCommit: _, ...approvals } = protection.approvals;
  return {
    approvals,
    apply: protection.apply,
    reasonRequired: protection.reasonRequired,
    ticketRequired: protection.ticket.required,
    ticketPattern: protection.ticket.pattern,
    guardedResources: protection.guardedResources,
    freezeWindows: protection.freezeWindows.map(window => ({
      title: window.title,
      when: describeWindow(window),
    })),
    freeze,
    breakGlass: protection.breakGlass !== undefined,
  };
}
