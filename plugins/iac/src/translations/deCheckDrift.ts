/** Deutsche Wörter der Prüfung auf Drift. */
export const deCheckDrift = {
  'checks.drift.current.title': 'Drift',
  'checks.drift.current.why':
    'Die nächste Anwendung macht rückgängig, was jemand in einer Störung von Hand geändert hat, wenn vorher niemand hinsieht.',
  'checks.drift.current.needs':
    'iac.environments.<name>.drift, und eine Drift-Prüfung',
  'checks.drift.current.do': 'Drift prüfen',
  'checks.drift.current.doReview': 'Drift ansehen',
  'checks.drift.current.noAnswer':
    'Die Prüfung selbst ist gescheitert: Die Drift-Prüfung gab keine Antwort',
  'checks.drift.current.never': 'Nie geprüft',
  'checks.drift.current.overtaken':
    'Seit der Anwendung von Lauf #{{number}} nicht geprüft',
  'checks.drift.current.clean': 'Nichts wurde außerhalb von Terraform geändert',
  'checks.drift.current.changed_one':
    '{{count}} Ressource wurde außerhalb von Terraform geändert',
  'checks.drift.current.changed_other':
    '{{count}} Ressourcen wurden außerhalb von Terraform geändert',
  'checks.drift.current.named_one':
    '{{count}} Ressource wurde außerhalb von Terraform geändert: {{addresses}}',
  'checks.drift.current.named_other':
    '{{count}} Ressourcen wurden außerhalb von Terraform geändert: {{addresses}}',
  'checks.drift.current.namedSome_one':
    '{{count}} Ressource wurde außerhalb von Terraform geändert: {{addresses}} und {{more}} mehr',
  'checks.drift.current.namedSome_other':
    '{{count}} Ressourcen wurden außerhalb von Terraform geändert: {{addresses}} und {{more}} mehr',
  'checks.drift.current.uncounted':
    'Ressourcen wurden außerhalb von Terraform geändert',
  'checks.drift.current.uncountedNamed':
    'Ressourcen wurden außerhalb von Terraform geändert: {{addresses}}',
  'checks.drift.current.uncountedNamedSome':
    'Ressourcen wurden außerhalb von Terraform geändert: {{addresses}} und {{more}} mehr',
  'checks.drift.current.resources': 'Ressourcen: {{number}}',
} as const;
