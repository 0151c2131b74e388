import type { Protection } from '@backstage-iac/plugin-iac-common';
import type { EnvironmentProtection } from '@backstage-iac/plugin-iac-node';

/** The rules of an environment as its page says them. */
export function describeProtection(
  protection: EnvironmentProtection,
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
      when: '',
    })),
    breakGlass: protection.breakGlass !== undefined,
  };
}
