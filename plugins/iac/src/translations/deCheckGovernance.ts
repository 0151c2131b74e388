/** Deutsche Wörter der Prüfungen, wer zuständig ist und was festgehalten wird. */
export const deCheckGovernance = {
  'checks.owner.known.title': 'Verantwortlich',
  'checks.owner.known.why':
    'Wenn etwas kaputt geht, muss man jemanden fragen können.',
  'checks.owner.known.needs':
    'iac.environments.<name>.owner, eine Entität des Katalogs',
  'checks.owner.known.do':
    '„owner“ auf eine Gruppe oder Person setzen, die der Katalog kennt',
  'checks.owner.known.none':
    'Niemand ist als verantwortlich eingetragen: Setze „owner“ der Umgebung',
  'checks.owner.known.owned': 'Verantwortlich ist {{owner}}',
  'checks.owner.known.unknown':
    'Der Katalog kennt {{owner}} nicht, als verantwortlich eingetragen',
  'checks.breakglass.reviewed.title': 'Prüfung nach Notfall',
  'checks.breakglass.reviewed.why':
    'Was gegen die Regeln angewendet wurde, sieht sich jemand anderes an, sonst sind es keine Regeln.',
  'checks.breakglass.reviewed.needs': 'nichts Weiteres',
  'checks.breakglass.reviewed.do': 'Den Lauf prüfen',
  'checks.breakglass.reviewed.none':
    'Keine Anwendung im Notfall wartet auf ihre Prüfung',
  'checks.breakglass.reviewed.open':
    'Lauf #{{number}} wurde im Notfall gegen die Regeln angewendet und ist noch nicht geprüft: angefragt von {{requester}}, bestätigt von {{second}}. {{reason}}',
  'checks.breakglass.reviewed.overdue':
    'Lauf #{{number}} wurde im Notfall gegen die Regeln angewendet, und die Prüfung ist überfällig: angefragt von {{requester}}, bestätigt von {{second}}. {{reason}}',
  'checks.breakglass.reviewed.limit': 'geprüft bis {{time}}',
  'checks.audit.writable.title': 'Audit-Protokoll',
  'checks.audit.writable.why':
    'Änderungen, die niemand belegen kann, darf es nicht geben.',
  'checks.audit.writable.needs': 'den Auditor des Backends',
  'checks.audit.writable.do': 'Den Auditor des Backends reparieren',
  'checks.audit.writable.written': 'Ein Audit-Ereignis wurde geschrieben',
} as const;
