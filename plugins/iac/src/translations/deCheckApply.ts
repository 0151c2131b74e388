/** Deutsche Wörter der Prüfung der letzten Anwendung. */
export const deCheckApply = {
  'checks.apply.last.title': 'Letzte Anwendung',
  'checks.apply.last.why':
    'Nach einer Anwendung, die auf halbem Weg scheiterte, sagen weder Code noch State, was da ist.',
  'checks.apply.last.needs': 'eine Anwendung',
  'checks.apply.last.do': 'Das Protokoll der Anwendung lesen und neu planen',
  'checks.apply.last.doClose': 'Sagen, was sie getan hat',
  'checks.apply.last.open':
    'Die Anwendung von Lauf #{{number}} endete, ohne zu sagen, was sie getan hat',
  'checks.apply.last.never': 'Das Portal hat hier noch nie etwas angewendet',
  'checks.apply.last.canceled':
    'Lauf #{{number}} wurde abgebrochen, bevor er etwas geändert hat',
  'checks.apply.last.applied': 'Lauf #{{number}} wurde angewendet',
  'checks.apply.last.failed':
    'Die Anwendung von Lauf #{{number}} ist gescheitert',
  'checks.apply.last.failedBecause':
    'Die Anwendung von Lauf #{{number}} ist gescheitert: {{error}}',
  'checks.apply.last.failedSettled':
    'Die Anwendung von Lauf #{{number}} ist gescheitert; Lauf #{{later}} fand seither nichts mehr zu tun',
  'checks.apply.last.closed':
    'Die Anwendung von Lauf #{{number}} ist gescheitert, sagt die Person, die ihn abgeschlossen hat',
  'checks.apply.last.closedBecause':
    'Die Anwendung von Lauf #{{number}} ist gescheitert, sagt die Person, die ihn abgeschlossen hat: {{error}}',
  'checks.apply.last.closedSettled':
    'Die Anwendung von Lauf #{{number}} ist gescheitert, sagt die Person, die ihn abgeschlossen hat; Lauf #{{later}} fand seither nichts mehr zu tun',
  'checks.apply.last.replan':
    'Was die Anwendung von Lauf #{{number}} getan hat, muss ein neuer Plan zeigen',
  'checks.apply.last.replanBecause':
    'Was die Anwendung von Lauf #{{number}} getan hat, muss ein neuer Plan zeigen: {{error}}',
  'checks.apply.last.replanSettled':
    'Was die Anwendung von Lauf #{{number}} getan hat, musste ein neuer Plan zeigen; Lauf #{{later}} fand seither nichts mehr zu tun',
  'checks.apply.last.stopped':
    'Die Anwendung von Lauf #{{number}} wurde auf halbem Weg angehalten',
  'checks.apply.last.stoppedBecause':
    'Die Anwendung von Lauf #{{number}} wurde auf halbem Weg angehalten: {{error}}',
  'checks.apply.last.stoppedSettled':
    'Die Anwendung von Lauf #{{number}} wurde auf halbem Weg angehalten; Lauf #{{later}} fand seither nichts mehr zu tun',
} as const;
