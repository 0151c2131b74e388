import {
  isChangingOperation,
  type Environment,
  type Operation,
} from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { personName } from '../people';

/** Why no run can be asked for here, whatever is filled in. */
export function startObstacle(
  t: IacTranslate,
  environment: Environment,
  operation: Operation,
  isAllowed: boolean,
): string | undefined {
  const { problem, owner, protection } = environment;
  if (problem !== undefined) return t('begin.problem', { problem });
  if (isChangingOperation(operation) && protection.apply === 'never') {
    return t('start.plansOnly');
  }
  if (isAllowed) return undefined;
  return t('start.notAllowed', {
    owner: owner ? personName(owner) : t('start.ownerUnknown'),
  });
}

/** Which of the fields the environment asks for. */
export function requiredFields(environment: Environment, operation: Operation) {
  const { reasonRequired, ticketRequired } = environment.protection;
  const isChange = isChangingOperation(operation);
  return {
    reason: isChange && reasonRequired,
    ticket: isChange && ticketRequired,
  };
}

/** The ticket is not of the form that the environment wants. An empty one is a question of `requiredFields`. */
export function isMalformedTicket(
  environment: Environment,
  ticket: string,
): boolean {
  const { ticketPattern } = environment.protection;
  if (!ticketPattern || ticket.trim() === '') return false;
  try {
    return !new RegExp(`^(?:${ticketPattern})$`, 'u').test(ticket.trim());
  } catch {
    // The portal has the last word; a pattern that a browser cannot read is no obstacle.
    return false;
  }
}

/** Git would read an option, or two words. */
export function isMalformedRef(ref: string): boolean {
  const trimmed = ref.trim();
  return trimmed !== '' && !/^[^-\s]\S*$/.test(trimmed);
}
