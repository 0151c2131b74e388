/** Deutsche Wörter der Prüfungen von Code, Commit, Format und Versionen. */
export const deCheckSource = {
  'checks.source.layout.title': 'Quelle und Ordner',
  'checks.source.layout.why':
    'Ein umbenannter Ordner oder ein verlorenes Repository fällt auf, bevor jemand dringend etwas ändern muss.',
  'checks.source.layout.needs':
    'den Eintrag der Umgebung unter iac.environments, und einen Lauf',
  'checks.source.layout.do':
    'Quelle und Ordner in der Konfiguration berichtigen',
  'checks.source.layout.found': '„{{directory}}“ ist in der Quelle vorhanden',
  'checks.source.layout.lost': 'Der Code ließ sich nicht holen',
  'checks.source.layout.lostBecause':
    'Der Code ließ sich nicht holen: {{error}}',
  'checks.source.ref.title': 'Commit und Ref',
  'checks.source.ref.why':
    'Was mit nicht eingecheckten Dateien geplant wurde, lässt sich nicht noch einmal planen.',
  'checks.source.ref.needs': 'einen Lauf',
  'checks.source.ref.do': 'Die Änderungen einchecken und neu planen',
  'checks.source.ref.outside':
    'Die Quelle ist ein Ordner außerhalb von git: Kein Commit sagt, was geplant wurde',
  'checks.source.ref.dirty':
    'Der neueste Plan entstand mit nicht eingecheckten Änderungen',
  'checks.source.ref.planned': 'Geplant an {{commit}}',
  'checks.source.ref.plannedOf': 'Geplant an {{commit}} von „{{ref}}“',
  'checks.lint.fmt.title': 'Format',
  'checks.lint.fmt.why':
    'Unordnung im Format verdeckt im Review die Änderung, auf die es ankommt.',
  'checks.lint.fmt.needs': 'einen Plan',
  'checks.lint.fmt.do': '„terraform fmt“ ausführen und einchecken',
  'checks.lint.fmt.passed': 'Der Code ist formatiert',
  'checks.lint.validate.title': 'Gültigkeit',
  'checks.lint.validate.why':
    'Ungültiger Code lässt sich auch im Notfall nicht planen.',
  'checks.lint.validate.needs': 'einen Plan',
  'checks.lint.validate.do':
    'Den Code berichtigen; das Protokoll nennt Datei und Zeile',
  'checks.lint.validate.passed': 'Der Code ist gültig',
  'checks.modules.pinned.title': 'Festgelegte Versionen',
  'checks.modules.pinned.why':
    'Ohne Lock-Datei wird angewendet, was an Providern über Nacht erschienen ist.',
  'checks.modules.pinned.needs': 'einen Plan',
  'checks.modules.pinned.do':
    '„terraform init“ ausführen und .terraform.lock.hcl einchecken',
  'checks.modules.pinned.passed': 'Eine Lock-Datei ist eingecheckt',
  'checks.modules.pinned.ended':
    'Der neueste Lauf endete, bevor „init“ fertig war',
  'checks.stage.warned': 'Es gibt Warnungen',
  'checks.stage.failed': 'Der Schritt ist gescheitert',
  'checks.stage.ended': 'Der neueste Lauf endete vor diesem Schritt',
} as const;
