/** German words of drift: what was found, what would answer it, and its episodes. */
export const deDrift = {
  'driftPanel.title': 'Drift',
  'driftPanel.checked': 'geprüft',
  'driftPanel.firstSeen': 'zuerst gesehen',
  'driftPanel.run': 'Drift-Prüfung öffnen',
  'driftPanel.clean': 'Nichts hat sich außerhalb von Terraform geändert.',
  'driftPanel.unknown':
    'Ob sich etwas außerhalb von Terraform geändert hat, ist nicht bekannt: Niemand hat bisher geprüft.',
  'driftPanel.newerCheck': 'Seitdem wurde erneut geprüft.',
  'driftPanel.newest': 'Ansehen, was jetzt gilt',
  'driftPanel.overtaken':
    'Ob sich etwas außerhalb von Terraform geändert hat, ist nicht bekannt: Seit der letzten Prüfung wurde die Umgebung durch eine Anwendung geändert.',
  'driftPanel.stale':
    'Diese Antwort ist veraltet. Prüfe noch einmal, bevor du nach ihr handelst.',
  'driftPanel.moved':
    'Jemand anderes hat während der Prüfung in den State geschrieben; diese Antwort mischt vielleicht zwei Stände. Prüfe noch einmal.',
  'driftPanel.withheld':
    'Die Einzelheiten dieser Prüfung sind nicht mehr da, oder du darfst sie nicht sehen. Sie nannte:',
  'driftPanel.none': 'Gesucht und nicht gefunden: {{kinds}}.',
  'driftPanel.untold': 'Davon sagt diese Prüfung nichts: {{kinds}}.',
  'driftFailed.title': 'Die Prüfung selbst ist gescheitert',
  'driftFailed.unsaid':
    'Warum, hat sie nicht gesagt. Vielleicht steht es in ihrem Protokoll.',
  'driftFailed.log': 'Ihr Protokoll lesen',
  'driftFailed.current':
    'Ob sich etwas außerhalb von Terraform geändert hat, ist also nicht bekannt. Das heißt nicht „keine Drift“.',
  'driftFailed.earlier':
    'Eine frühere Prüfung hatte eine Antwort, die nicht aktuell ist. Sie kam',
  'driftFailed.earlierNamed_one': 'Sie nannte {{count}} Ressource:',
  'driftFailed.earlierNamed_other': 'Sie nannte {{count}} Ressourcen:',
  'driftFailed.noEarlier': 'Keine frühere Prüfung gab eine Antwort.',
  'driftPart.outside_one':
    '{{count}} Ressource außerhalb von Terraform geändert',
  'driftPart.outside_other':
    '{{count}} Ressourcen außerhalb von Terraform geändert',
  'driftPart.undeployed_one': '{{count}} Ressource wartet auf eine Anwendung',
  'driftPart.undeployed_other':
    '{{count}} Ressourcen warten auf eine Anwendung',
  'driftPart.undeployedUnknown': 'Nicht bekannt, was auf eine Anwendung wartet',
  'driftPart.tool_one': '{{count}} Ressource durch ein neueres Werkzeug bewegt',
  'driftPart.tool_other':
    '{{count}} Ressourcen durch ein neueres Werkzeug bewegt',
  'driftPart.unexplained_one': '{{count}} geplante Änderung ohne Erklärung',
  'driftPart.unexplained_other': '{{count}} geplante Änderungen ohne Erklärung',
  'driftPart.checks_one': '{{count}} gescheiterte Prüfung des Codes',
  'driftPart.checks_other': '{{count}} gescheiterte Prüfungen des Codes',
  'driftPart.undecided_one': '{{count}} Prüfung des Codes blieb unentschieden',
  'driftPart.undecided_other':
    '{{count}} Prüfungen des Codes blieben unentschieden',
  'driftPart.bookkeeping_one': '{{count}} Eintrag in die Bücher',
  'driftPart.bookkeeping_other': '{{count}} Einträge in die Bücher',
  'driftPart.known_one': '{{count}} Ressource mit bekannter Drift',
  'driftPart.known_other': '{{count}} Ressourcen mit bekannter Drift',
  'driftKind.outside': 'Änderungen außerhalb von Terraform',
  'driftKind.undeployed': 'Änderungen, die auf eine Anwendung warten',
  'driftKind.tool': 'Änderungen durch ein neueres Werkzeug',
  'driftKind.unexplained': 'Änderungen ohne Erklärung',
  'driftKind.checks': 'gescheiterte Prüfungen des Codes',
  'driftKind.bookkeeping': 'Einträge in die Bücher',
  'driftKind.known': 'bekannte Drift',
  'driftNote.commitMoved': 'Code von {{from}} zu {{to}} bewegt',
  'driftNote.commitUnknown': 'der zuletzt angewendete Commit ist nicht bekannt',
  'driftNote.variablesMoved': 'Variablen bewegt',
  'driftNote.notDrift': 'zählt nicht als Drift',
  'driftNote.sameInputs': 'derselbe Code, dieselben Variablen und Werkzeuge',
  'driftNote.noInfrastructure': 'die Infrastruktur bleibt, wie sie ist',
  'driftText.undeployed':
    'Der Code oder seine Variablen wollen das, und noch keine Anwendung hat es getan. Niemand hat es von Hand geändert.',
  'driftText.onePlan': 'Aus einem einzigen Plan gelesen: {{because}}.',
  'driftText.noPlan': '{{because}}.',
  'driftText.noDetails':
    'Eine frühere Version des Portals hat geprüft und keine Liste aufbewahrt.',
  'driftText.toolVersions':
    'Diese Versionen sind andere als bei der letzten Anwendung.',
  'driftText.toolChanges': 'Was sie zu ändern planen:',
  'driftText.toolRefreshed': 'Was sie nur zum ersten Mal nennen:',
  'driftText.unexplained':
    'Der Code, wie er angewendet wurde, plant das, obwohl niemand außerhalb etwas geändert hat. Suche nach der Antwort einer Datenquelle, einem Ausdruck wie der Uhrzeit, einem bearbeiteten State oder einer Anwendung, die nicht zu Ende kam.',
  'driftText.bookkeeping': 'Die nächste Anwendung schreibt das auf.',
  'driftText.known':
    'Regeln in der Konfiguration des Portals sagen, dass das bleiben darf. Es zählt nirgends sonst.',
  'driftText.checksFailed': 'Diese werden nicht erfüllt:',
  'driftText.checksUndecided':
    'Diese konnte Terraform nicht entscheiden. Weder gescheitert noch bestanden:',
  'driftText.outputs': 'Outputs mit anderem Wert',
  'driftText.moved': 'Verschoben',
  'driftText.imported': 'Importiert',
  'driftText.forgotten': 'Vergessen',
  'driftRule.rule': 'Regel',
  'driftRule.reason': 'Grund',
  'driftRule.owner': 'Verantwortlich',
  'driftRule.ticket': 'Ticket',
  'driftRule.ends': 'Endet',
  'driftRule.endless': 'nie',
  'driftSeverity.high': 'schwer',
  'driftSeverity.medium': 'mittel',
  'driftSeverity.low': 'leicht',
  'driftSeverity.untold': 'Schwere nicht genannt',
  'driftSeverity.highWhy':
    'verschwunden, oder ein anderes Objekt an ihrer Stelle',
  'driftSeverity.mediumWhy': 'andere Einstellungen',
  'driftSeverity.lowWhy': 'nur Tags, Labels oder Anmerkungen',
  'driftAnswer.title': 'Auf die Drift antworten',
  'driftAnswer.hint':
    'Beides wird zuerst geplant. Nichts geschieht, bevor dieser Plan freigegeben ist, wie jeder andere.',
  'driftAnswer.reapply': 'Zurücksetzen',
  'driftAnswer.reapplyAt':
    'Wendet {{commit}} noch einmal an, den Code der letzten Anwendung.',
  'driftAnswer.reapplySame':
    'Wendet den Code noch einmal an; er ist der der letzten Anwendung.',
  'driftAnswer.reapplyHead':
    'Wendet den neuesten Code an, denn der der letzten Anwendung ist nicht bekannt oder nicht mehr zu haben. Was auf eine Anwendung wartet, geht mit.',
  'driftAnswer.reapplyVariables':
    'Seit der letzten Anwendung haben sich Variablen bewegt. Es nimmt die von jetzt; der Plan zeigt vielleicht mehr.',
  'driftAnswer.reapplyNothing':
    'Es würde nichts ändern: Der Code sagt nicht, wie das sein soll.',
  'driftAnswer.reapplyUnknown':
    'Was es ändern würde, ist nicht bekannt: Solange eine Bedingung nicht erfüllt ist, plant Terraform nichts.',
  'driftAnswer.untold': 'Diese Prüfung hat nicht gesagt, was es ändern würde.',
  'driftAnswer.destroys_one':
    'Zerstört oder ersetzt {{count}} Ressource. Was sie enthält, geht verloren.',
  'driftAnswer.destroys_other':
    'Zerstört oder ersetzt {{count}} Ressourcen. Was sie enthalten, geht verloren.',
  'driftAnswer.reapplyStart': 'Zurücksetzen planen',
  'driftAnswer.accept': 'Übernehmen',
  'driftAnswer.acceptWhat':
    'Schreibt in den State, was da ist. Die Infrastruktur bleibt, wie sie ist.',
  'driftAnswer.acceptCount_one': '{{count}} Ressource',
  'driftAnswer.acceptCount_other': '{{count}} Ressourcen',
  'driftAnswer.acceptKnown': 'bekannte Drift inbegriffen',
  'driftAnswer.acceptGone_one':
    '{{count}} verschwundene Ressource verlässt den State; die nächste Anwendung legt sie wieder an.',
  'driftAnswer.acceptGone_other':
    '{{count}} verschwundene Ressourcen verlassen den State; die nächste Anwendung legt sie wieder an.',
  'driftAnswer.acceptCode':
    'Der Code sagt weiterhin etwas anderes: Ändere auch ihn, sonst setzt die nächste Anwendung die alten Werte zurück.',
  'driftAnswer.acceptStart': 'Übernahme planen',
  'driftAnswer.show_one': 'Die Änderung zeigen',
  'driftAnswer.show_other': 'Die {{count}} Änderungen zeigen',
  'driftAnswer.blocked': 'Keines von beiden lässt sich starten. {{why}}',
  'driftEpisode.title': 'Episoden',
  'driftEpisode.empty': 'Noch keine Prüfung hat hier Drift gesehen.',
  'driftEpisode.going': 'Dauert an, seit {{age}}',
  'driftEpisode.reconciled': 'Nach {{age}} durch eine Anwendung zurückgesetzt',
  'driftEpisode.accepted': 'Nach {{age}} in den State übernommen',
  'driftEpisode.ignored':
    'Nach {{age}} von einer Regel für bekannte Drift erfasst',
  'driftEpisode.vanished': 'Nach {{age}} ohne Anwendung verschwunden',
  'driftEpisode.resources_one': '{{count}} Ressource',
  'driftEpisode.resources_other': '{{count}} Ressourcen',
  'driftEpisode.recurring_one': 'kam wieder: {{count}} frühere Episode',
  'driftEpisode.recurring_other': 'kam wieder: {{count}} frühere Episoden',
  'driftEpisode.firstSeen': 'Zuerst gesehen',
  'driftEpisode.lastSeen': 'Zuletzt gesehen',
  'driftEpisode.ended': 'Zu Ende',
  'driftEpisode.remediation': 'Dauer bis zur Behebung',
  'driftEpisode.before': 'Letzte Anwendung davor',
  'driftEpisode.neverApplied': 'keine',
  'driftEpisode.byRun': '{{operation}} von {{person}}',
  'driftEpisode.recurrence': 'Wiederkehr',
  'driftEpisode.recurrenceWhat_one':
    '{{count}} frühere Episode hatte eine Ressource gemeinsam',
  'driftEpisode.recurrenceWhat_other':
    '{{count}} frühere Episoden hatten eine Ressource gemeinsam',
  'driftEpisode.recurrenceLast': 'die letzte davon endete',
  'driftEpisode.noRecurrence':
    'keine frühere Episode hatte eine Ressource gemeinsam',
  'driftEpisode.checkFailed': 'Die neueste Prüfung gab keine Antwort',
  'driftEpisode.drifted': 'Abgewichene Ressourcen',
  'driftEpisode.more_one': 'und {{count}} weiteres Attribut',
  'driftEpisode.more_other': 'und {{count}} weitere Attribute',
  'driftEpisode.newer': 'Neuere',
  'driftEpisode.older': 'Ältere',
  'driftEpisode.page': '{{from}}–{{to}} von {{total}}',
  'driftCause.changed': 'geändert',
  'driftCause.deleted': 'verschwunden',
  'driftCause.replaced': 'ein anderes Objekt an ihrer Stelle',
};
