/** Deutsche Wörter, die mehrere Prüfungen sagen oder die an ihrer Stelle stehen. */
export const deCheckShared = {
  'checks.quoted': '{{text}}',
  'checks.noRun': 'Noch kein Lauf hat geendet: Plane die Umgebung',
  'checks.neverLooked': 'Die Prüfung hat noch nicht hingesehen',
  'checks.switchedOff': 'In der Konfiguration abgeschaltet: {{why}}',
  'checks.nothingProven':
    'Keine notwendige Prüfung wurde bestanden gesehen für: {{purposes}}',
  'checks.forPurpose.plan': 'Planen',
  'checks.forPurpose.apply': 'Anwenden',
  'checks.forPurpose.promote': 'Weitergeben',
  'checks.forPurpose.rollback': 'Zurückrollen',
  'checks.broken.because': 'Die Prüfung selbst ist gescheitert: {{error}}',
  'checks.broken.timeout':
    'Die Prüfung selbst ist gescheitert: keine Antwort in {{seconds}} Sekunden',
  'checks.broken.unexpected':
    'Die Prüfung selbst ist gescheitert: Sie endete mit einem unerwarteten {{error}}',
  'checks.do.plan': 'Planen',
  'checks.do.readLog': 'Protokoll lesen',
  'checks.do.reviewPlan': 'Plan ansehen',
  'checks.do.watch': 'Dem Lauf zusehen',
  'checks.ofAll': '{{number}} von {{all}}',
} as const;
