/** Deutsche Wörter der Prüfungen von Plänen, Archiv, Freigaben und dem, was nicht angewendet ist. */
export const deCheckPlan = {
  'checks.plan.current.title': 'Aktueller Plan',
  'checks.plan.current.why':
    'Wer nicht weiß, was eine Anwendung täte, erfährt es beim Anwenden.',
  'checks.plan.current.needs': 'einen Plan',
  'checks.plan.current.failed': 'Der Plan von Lauf #{{number}} ist gescheitert',
  'checks.plan.current.failedBecause':
    'Der Plan von Lauf #{{number}} ist gescheitert: {{error}}',
  'checks.plan.current.policy':
    'Der Plan von Lauf #{{number}} verstößt gegen eine Richtlinie',
  'checks.plan.current.policyBecause':
    'Der Plan von Lauf #{{number}} verstößt gegen eine Richtlinie: {{error}}',
  'checks.plan.current.planned': 'Geplant von Lauf #{{number}}',
  'checks.plan.archived.title': 'Archivierter Plan',
  'checks.plan.archived.why':
    'Ein Audit fragt nach dem freigegebenen Plan, so wie er war.',
  'checks.plan.archived.needs': 'einen Plan',
  'checks.plan.archived.do':
    'Neu planen und herausfinden, wer das Archiv geändert hat',
  'checks.plan.archived.nothing': 'Von Lauf #{{number}} ist nichts archiviert',
  'checks.plan.archived.broken':
    'Von Lauf #{{number}} hat das Archiv verloren oder geändert: {{files}}',
  'checks.plan.archived.intact':
    'Von Lauf #{{number}} steht im Archiv, was geschrieben wurde',
  'checks.plan.archived.limit': 'dieselbe Prüfsumme',
  'checks.approval.pending.title': 'Freigaben',
  'checks.approval.pending.why':
    'Ein Plan, der tagelang wartet, trifft beim Anwenden auf eine andere Welt.',
  'checks.approval.pending.needs': 'nichts Weiteres',
  'checks.approval.pending.none': 'Kein Plan wartet zu lange auf Freigabe',
  'checks.approval.pending.one':
    'Der Plan von Lauf #{{number}} wartet seit über einem Tag auf Freigabe',
  'checks.approval.pending.several':
    'Die Pläne von {{number}} Läufen warten seit über einem Tag auf Freigabe',
  'checks.changes.deployed.title': 'Nicht angewendete Änderungen',
  'checks.changes.deployed.why':
    'Eine Änderung, die gemergt und nie angewendet wurde, überrascht die Person, die als Nächste anwendet.',
  'checks.changes.deployed.needs': 'einen Plan oder eine Drift-Prüfung',
  'checks.changes.deployed.do': 'Die Änderungen planen',
  'checks.changes.deployed.waits':
    'Der Plan von Lauf #{{number}} wartet auf Freigabe',
  'checks.changes.deployed.waitsWith':
    'Der Plan von Lauf #{{number}} wartet auf Freigabe: {{changes}}',
  'checks.changes.deployed.applying': 'Lauf #{{number}} wird gerade angewendet',
  'checks.changes.deployed.wanted_one':
    'Der Code will {{count}} Änderung, die nicht angewendet ist',
  'checks.changes.deployed.wanted_other':
    'Der Code will {{count}} Änderungen, die nicht angewendet sind',
  'checks.changes.deployed.neverPlanned': 'Noch niemand hat geplant',
  'checks.changes.deployed.notApplied':
    'Der Plan von Lauf #{{number}} wurde nicht angewendet',
  'checks.changes.deployed.notAppliedWith':
    'Der Plan von Lauf #{{number}} wurde nicht angewendet: {{changes}}',
  'checks.changes.deployed.applied': 'Was der Code will, ist angewendet',
  'checks.counts.create': '{{number}} anzulegen',
  'checks.counts.update': '{{number}} zu ändern',
  'checks.counts.replace': '{{number}} zu ersetzen',
  'checks.counts.delete': '{{number}} zu zerstören',
  'checks.counts.import': '{{number}} zu importieren',
  'checks.counts.move': '{{number}} zu verschieben',
  'checks.counts.forget': '{{number}} zu vergessen',
  'checks.counts.outputs_one': '{{count}} Ausgabe zu ändern',
  'checks.counts.outputs_other': '{{count}} Ausgaben zu ändern',
} as const;
