import { ConflictError, InputError } from '@backstage/errors';
import {
  isChangingOperation,
  type Operation,
} from '@backstage-iac/plugin-iac-common';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';

/** Longer tickets are refused at the door; a pattern is never given more, in characters. */
const MAX_TICKET_LENGTH = 200;

/**
 * What an environment demands of a run before anything is planned.
 *
 * @throws ConflictError when the environment only plans
 * @throws InputError when the reason or the ticket is missing, or the ticket is not one
 */
export function expectAllowed(
  { name, protection }: Pick<EnvironmentDefinition, 'name' | 'protection'>,
  asked: { operation: Operation; reason?: string; ticket?: string },
): void {
  if (!isChangingOperation(asked.operation)) return;
  const { apply, reasonRequired, ticket } = protection;
  if (apply === 'never') {
    throw new ConflictError(
      `Environment '${name}' is only planned, never applied, so '${asked.operation}' is refused. Use 'plan-only'`,
    );
  }
  if (reasonRequired && !asked.reason?.trim()) {
    throw new InputError(
      `Environment '${name}' needs a reason for each run that changes something`,
    );
  }
  if (!ticket.required) return;
  if (!asked.ticket?.trim()) {
    throw new InputError(
      `Environment '${name}' needs a ticket for each run that changes something${
        ticket.pattern ? `, one that matches '${ticket.pattern}'` : ''
      }`,
    );
  }
  if (ticket.pattern && !matches(asked.ticket, ticket.pattern)) {
    throw new InputError(
      `Ticket '${asked.ticket}' is not one of environment '${name}', whose tickets match '${ticket.pattern}'`,
    );
  }
}

function matches(ticket: string, pattern: string): boolean {
  return (
    ticket.length <= MAX_TICKET_LENGTH &&
    new RegExp(`^(?:${pattern})$`, 'u').test(ticket)
  );
}
