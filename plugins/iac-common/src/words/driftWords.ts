/** English of the check of drift. */
export const driftWords = {
  'checks.drift.current.title': 'Drift',
  'checks.drift.current.why':
    'The next apply undoes what somebody changed by hand in an incident, unless somebody looks first.',
  'checks.drift.current.needs':
    "'iac.environments.<name>.drift', and a drift check",
  'checks.drift.current.do': 'Check drift',
  'checks.drift.current.doReview': 'Review the drift',
  'checks.drift.current.noAnswer':
    'The check itself failed: the drift check gave no answer',
  'checks.drift.current.never': 'Never checked',
  'checks.drift.current.overtaken':
    'Not checked since the apply of run #{{number}}',
  'checks.drift.current.clean': 'Nothing was changed outside Terraform',
  'checks.drift.current.changed_one':
    '{{count}} resource was changed outside Terraform',
  'checks.drift.current.changed_other':
    '{{count}} resources were changed outside Terraform',
  'checks.drift.current.named_one':
    '{{count}} resource was changed outside Terraform: {{addresses}}',
  'checks.drift.current.named_other':
    '{{count}} resources were changed outside Terraform: {{addresses}}',
  'checks.drift.current.namedSome_one':
    '{{count}} resource was changed outside Terraform: {{addresses}} and {{more}} more',
  'checks.drift.current.namedSome_other':
    '{{count}} resources were changed outside Terraform: {{addresses}} and {{more}} more',
  'checks.drift.current.uncounted':
    'Some resources were changed outside Terraform',
  'checks.drift.current.uncountedNamed':
    'Some resources were changed outside Terraform: {{addresses}}',
  'checks.drift.current.uncountedNamedSome':
    'Some resources were changed outside Terraform: {{addresses}} and {{more}} more',
  'checks.drift.current.resources': '{{number}} resources',
} as const;
