/** Terraform's `action_reason`, for people. */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_cannot_update: 'cannot be updated in place',
  replace_because_tainted: 'tainted: its last creation failed or it was marked',
  replace_by_request: 'replacement was asked for',
  replace_by_triggers: 'replace_triggered_by',
  delete_because_no_resource_config: 'no longer in the configuration',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_no_move_target: 'moved to an address that is not there',
  delete_because_wrong_repetition: 'count or for_each was added or removed',
  delete_because_count_index: 'its index is beyond count',
  delete_because_each_key: 'its key is no longer in for_each',
  read_because_config_unknown: 'its arguments are known after apply',
  read_because_dependency_pending: 'it depends on changes of this plan',
  read_because_check_nested: 'read by a check',
};

/** A reason that is not known is told in Terraform's own word. */
export function describeReason(reason?: string): string | undefined {
  if (reason === undefined) return undefined;
  return Object.hasOwn(REASONS, reason) ? REASONS[reason] : reason;
}
