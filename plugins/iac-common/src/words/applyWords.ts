/**
 * English of the check of the last apply. What went wrong stands alone, with the
 * error (`Because`), or with the plan that found nothing left to do (`Settled`).
 */
export const applyWords = {
  'checks.apply.last.title': 'Last apply',
  'checks.apply.last.why':
    'After an apply that failed half-way neither code nor state tell what is there.',
  'checks.apply.last.needs': 'An apply',
  'checks.apply.last.do': 'Read the log of the apply, and plan again',
  'checks.apply.last.doClose': 'Say what it did',
  'checks.apply.last.open':
    'The apply of run #{{number}} ended without telling what it did',
  'checks.apply.last.never': 'Nothing was ever applied by the portal',
  'checks.apply.last.canceled':
    'Run #{{number}} was canceled before it changed anything',
  'checks.apply.last.applied': 'Run #{{number}} was applied',

  'checks.apply.last.failed': 'The apply of run #{{number}} failed',
  'checks.apply.last.failedBecause':
    'The apply of run #{{number}} failed: {{error}}',
  'checks.apply.last.failedSettled':
    'The apply of run #{{number}} failed; run #{{later}} has found nothing left to do since',
  'checks.apply.last.closed':
    'The apply of run #{{number}} failed, says who closed it',
  'checks.apply.last.closedBecause':
    'The apply of run #{{number}} failed, says who closed it: {{error}}',
  'checks.apply.last.closedSettled':
    'The apply of run #{{number}} failed, says who closed it; run #{{later}} has found nothing left to do since',
  'checks.apply.last.replan':
    'What the apply of run #{{number}} did is to be planned again',
  'checks.apply.last.replanBecause':
    'What the apply of run #{{number}} did is to be planned again: {{error}}',
  'checks.apply.last.replanSettled':
    'What the apply of run #{{number}} did is to be planned again; run #{{later}} has found nothing left to do since',
  'checks.apply.last.stopped':
    'The apply of run #{{number}} was stopped half-way',
  'checks.apply.last.stoppedBecause':
    'The apply of run #{{number}} was stopped half-way: {{error}}',
  'checks.apply.last.stoppedSettled':
    'The apply of run #{{number}} was stopped half-way; run #{{later}} has found nothing left to do since',
} as const;
