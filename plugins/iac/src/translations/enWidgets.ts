/** English words of forms, the home page and search. */
export const enWidgets = {
  picker: {
    title: 'Environment',
    choose: 'Choose an environment',
    search: 'Search by name',
    required: 'Required',
    none: 'There is no environment that you may see.',
    noneReady: 'No environment is ready {{purpose}} now.',
    notReady: 'Not ready {{purpose}}: {{reason}}',
    notFound:
      'There is no environment “{{name}}” in this portal, or you may not see it',
    notChecked:
      'The portal could not say whether this environment may be chosen: {{message}}',
    plan: 'to be planned',
    apply: 'for an apply',
    promote: 'to be promoted',
    rollback: 'for a rollback',
  },
  home: {
    allReady: 'All environments are ready.',
    none: 'There is no environment that you may see.',
    list: 'Environments that need someone, worst first',
    since: 'since',
    reasons_one: '{{count}} reason',
    reasons_other: '{{count}} reasons',
    all: 'All {{total}} environments',
  },
  searchResult: {
    unknown: 'Not known to this portal, or you may not see it',
  },
} as const;
