import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';

/** Terraform's `action_reason`, https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const REASONS = [
  'replace_because_cannot_update',
  'replace_because_tainted',
  'replace_by_request',
  'replace_by_triggers',
  'delete_because_no_resource_config',
  'delete_because_wrong_repetition',
  'delete_because_count_index',
  'delete_because_each_key',
  'delete_because_no_module',
  'delete_because_no_move_target',
  'read_because_config_unknown',
  'read_because_dependency_pending',
  'read_because_check_nested',
] as const;

/** Why Terraform does it, in a sentence; a reason unknown to us is shown as it is. */
export function reasonWords(t: IacTranslate, change: ResourceChange): string {
  const forcing = change.attributes
    .filter(({ forcesReplacement }) => forcesReplacement)
    .map(({ path }) => path);
  if (forcing.length > 0) {
    return t('plan.replacedBecause', { attributes: forcing.join(', ') });
  }
  const known = REASONS.find(reason => reason === change.reason);
  return known ? t(`reason.${known}`) : change.reason ?? '';
}
