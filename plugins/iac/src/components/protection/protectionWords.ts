import type { Environment, Protection } from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { listNames, personName } from '../people';
import { formatAge } from '../time';

/** What stands between a plan and its apply, in one sentence. */
export function approvalRule(t: IacTranslate, protection: Protection): string {
  const { apply, approvals } = protection;
  if (apply === 'never') return t('protection.never');
  if (apply === 'auto') return t('protection.auto');
  if (approvals.required === 0) return t('protection.none');
  const names = listNames(t, approvals.approvers.map(personName));
  const who = names ? t('protection.by', { names }) : t('protection.byAnyone');
  const parts: string[] = [
    approvals.required === 2
      ? t('protection.two', { who })
      : t('protection.approvals', { count: approvals.required, who }),
  ];
  if (!approvals.requesterMayApprove) parts.push(t('protection.notRequester'));
  if (!approvals.authorMayApprove) parts.push(t('protection.notAuthor'));
  return `${parts.join(', ')}.`;
}

/** All that protects an environment, a sentence each. */
export function protectionRules(
  t: IacTranslate,
  environment: Environment,
): string[] {
  const { protection, group } = environment;
  const { apply, approvals, guardedResources } = protection;
  const rules: string[] = [approvalRule(t, protection)];
  if (apply === 'manual') {
    rules.push(
      t('protection.expires', {
        age: formatAge(t, approvals.expiresAfterSeconds * 1000),
      }),
    );
  }
  if (apply !== 'never' && guardedResources.length > 0) {
    rules.push(t('protection.guarded', { types: guardedResources.join(', ') }));
  }
  for (const { title, when } of protection.freezeWindows) {
    rules.push(t('protection.freeze', { title, when }));
  }
  if (protection.reasonRequired) rules.push(t('protection.reason'));
  if (protection.ticketRequired) {
    rules.push(
      protection.ticketPattern
        ? t('protection.ticketPattern', { pattern: protection.ticketPattern })
        : t('protection.ticket'),
    );
  }
  if (group) rules.push(t('protection.group', { group }));
  if (apply !== 'never') {
    rules.push(
      t(
        protection.breakGlass
          ? 'protection.breakGlass'
          : 'protection.noBreakGlass',
      ),
    );
  }
  return rules;
}
