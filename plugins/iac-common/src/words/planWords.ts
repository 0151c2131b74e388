/** English of the checks of plans, their archive, approvals, and of what is not deployed. */
export const planWords = {
  'checks.plan.current.title': 'Current plan',
  'checks.plan.current.why':
    'Who does not know what an apply would do finds out by applying.',
  'checks.plan.current.needs': 'A plan',
  'checks.plan.current.failed': 'The plan of run #{{number}} failed',
  'checks.plan.current.failedBecause':
    'The plan of run #{{number}} failed: {{error}}',
  'checks.plan.current.policy':
    'The plan of run #{{number}} is against a policy',
  'checks.plan.current.policyBecause':
    'The plan of run #{{number}} is against a policy: {{error}}',
  'checks.plan.current.planned': 'Planned by run #{{number}}',

  'checks.plan.archived.title': 'Archived plan',
  'checks.plan.archived.why':
    'An audit asks for the plan that was approved, as it was.',
  'checks.plan.archived.needs': 'A plan',
  'checks.plan.archived.do': 'Plan again, and find out who changed the archive',
  'checks.plan.archived.nothing': 'Nothing of run #{{number}} is archived',
  'checks.plan.archived.broken':
    'Of run #{{number}} the archive has lost or changed: {{files}}',
  'checks.plan.archived.intact':
    'The archive of run #{{number}} is what was written',
  'checks.plan.archived.limit': 'same digest',

  'checks.approval.pending.title': 'Approvals',
  'checks.approval.pending.why':
    'A plan that waits for days is applied to a world that moved on.',
  'checks.approval.pending.needs': 'Nothing',
  'checks.approval.pending.none': 'No plan waits too long for approval',
  'checks.approval.pending.one':
    'The plan of run #{{number}} has waited for approval longer than a day',
  'checks.approval.pending.several':
    'The plans of {{number}} runs have waited for approval longer than a day',

  'checks.changes.deployed.title': 'Undeployed changes',
  'checks.changes.deployed.why':
    'A change that was merged and not applied surprises whoever applies the next one.',
  'checks.changes.deployed.needs': 'A plan, or a drift check',
  'checks.changes.deployed.do': 'Plan the changes',
  'checks.changes.deployed.waits':
    'The plan of run #{{number}} waits for approval',
  'checks.changes.deployed.waitsWith':
    'The plan of run #{{number}} waits for approval: {{changes}}',
  'checks.changes.deployed.applying': 'Run #{{number}} is being applied',
  'checks.changes.deployed.wanted_one':
    'The code wants {{count}} change that was not applied',
  'checks.changes.deployed.wanted_other':
    'The code wants {{count}} changes that were not applied',
  'checks.changes.deployed.neverPlanned': 'Nobody has planned it yet',
  'checks.changes.deployed.notApplied':
    'The plan of run #{{number}} was not applied',
  'checks.changes.deployed.notAppliedWith':
    'The plan of run #{{number}} was not applied: {{changes}}',
  'checks.changes.deployed.applied': 'What the code wants is applied',

  'checks.counts.create': '{{number}} to create',
  'checks.counts.update': '{{number}} to change',
  'checks.counts.replace': '{{number}} to replace',
  'checks.counts.delete': '{{number}} to destroy',
  'checks.counts.import': '{{number}} to import',
  'checks.counts.move': '{{number}} to move',
  'checks.counts.forget': '{{number}} to forget',
  'checks.counts.outputs_one': '{{count}} output to change',
  'checks.counts.outputs_other': '{{count}} outputs to change',
} as const;
