/** English of the checks of who is responsible, and of what is written down. */
export const governanceWords = {
  'checks.owner.known.title': 'Owner',
  'checks.owner.known.why': 'Somebody must be asked when it breaks.',
  'checks.owner.known.needs':
    "'iac.environments.<name>.owner', an entity of the catalog",
  'checks.owner.known.do':
    "Set 'owner' to a group or user that the catalog knows",
  'checks.owner.known.none':
    "No owner is configured: set 'owner' of the environment",
  'checks.owner.known.owned': 'Owned by {{owner}}',
  'checks.owner.known.unknown': 'The catalog does not know the owner {{owner}}',

  'checks.breakglass.reviewed.title': 'Break-glass review',
  'checks.breakglass.reviewed.why':
    'What was applied against the rules is looked at by somebody else, or the rules are none.',
  'checks.breakglass.reviewed.needs': 'Nothing',
  'checks.breakglass.reviewed.do': 'Review the run',
  'checks.breakglass.reviewed.none':
    'Nothing that was applied by break-glass waits for its review',
  'checks.breakglass.reviewed.open':
    'Run #{{number}} was applied by break-glass and is not reviewed yet: {{requester}} asked for it and {{second}} confirmed. {{reason}}',
  'checks.breakglass.reviewed.overdue':
    'Run #{{number}} was applied by break-glass and its review is overdue: {{requester}} asked for it and {{second}} confirmed. {{reason}}',
  'checks.breakglass.reviewed.limit': 'reviewed by {{time}}',

  'checks.audit.writable.title': 'Audit log',
  'checks.audit.writable.why':
    'Changes that nobody can account for do not happen.',
  'checks.audit.writable.needs': "The backend's auditor",
  'checks.audit.writable.do': 'Repair the auditor of the backend',
  'checks.audit.writable.written': 'An audit event was written',
} as const;
