/** English of what several checks say, and of what is said in a check's place. */
export const sharedWords = {
  /** Somebody else's words, whole: an error, a message of a stage. */
  'checks.quoted': '{{text}}',
  'checks.noRun': 'No run has ended yet: plan the environment',
  'checks.neverLooked': 'The check has not looked yet',
  'checks.switchedOff': 'Switched off in the configuration: {{why}}',
  'checks.nothingProven':
    'No required check was seen to pass for: {{purposes}}',
  'checks.forPurpose.plan': 'plan',
  'checks.forPurpose.apply': 'apply',
  'checks.forPurpose.promote': 'promote',
  'checks.forPurpose.rollback': 'rollback',

  'checks.broken.because': 'The check itself failed: {{error}}',
  'checks.broken.timeout':
    'The check itself failed: it gave no answer in {{seconds}} seconds',
  'checks.broken.unexpected':
    'The check itself failed: it ended with an unexpected {{error}}',

  'checks.do.plan': 'Plan',
  'checks.do.readLog': 'Read the log',
  'checks.do.reviewPlan': 'Review the plan',
  'checks.do.watch': 'Watch the run',

  'checks.ofAll': '{{number}} of {{all}}',
} as const;
