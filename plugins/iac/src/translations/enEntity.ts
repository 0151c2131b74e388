/** English words of what stands on other plugins' pages: entities, forms, home, search. */
export const enEntity = {
  entityCard: {
    title: 'Environments',
    noAnnotation:
      'It names no environment. Set the annotation {{annotation}} to their names, separated by commas.',
    notFound:
      'Not defined in this portal, or you may not see it. Check the annotation {{annotation}}, or ask the owner of this portal for {{permission}}.',
    open: 'All environments',
  },
  entityDrift: {
    title: 'Drift',
    review: 'Drift of {{name}}',
    since: 'First seen',
    answered: 'checked',
    lastAnswer: 'last answer',
    neverAnswered: 'No check has given an answer yet',
    badge: 'Drift',
    badgeClean: 'No drift',
    badgeDrifted: '{{total}} drifted',
    badgeDriftedUncounted: 'Drifted',
    badgeFailed: 'Check failed',
    badgeUnknown: 'Not known',
    badgeStale: 'Drift is old',
    ofEnvironment: '{{name}}: {{words}}',
    ofEnvironmentAt: '{{name}}: {{words}} ({{time}})',
    notFound: '{{name}}: not defined in this portal, or you may not see it',
  },
  entityTab: {
    runs: 'Newest runs',
    runsOf: 'Newest runs of {{name}}',
    noRuns: 'No run yet.',
    allRuns: 'All about {{name}}',
    run: '#{{number}} {{operation}}',
    byPerson: '{{state}}, asked for by {{person}}',
    byItself: '{{state}}, {{trigger}}',
    runsFailed: 'The runs could not be loaded',
  },
} as const;
