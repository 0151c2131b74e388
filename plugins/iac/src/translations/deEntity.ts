/** Deutsche Wörter dessen, was auf Seiten anderer Plugins steht. */
export const deEntity = {
  'entityCard.title': 'Umgebungen',
  'entityCard.noAnnotation':
    'Sie nennt keine Umgebung. Setze die Annotation {{annotation}} auf deren Namen, durch Kommas getrennt.',
  'entityCard.notFound':
    'In diesem Portal nicht definiert, oder du darfst sie nicht sehen. Prüfe die Annotation {{annotation}}, oder bitte die Verantwortlichen des Portals um {{permission}}.',
  'entityCard.open': 'Alle Umgebungen',
  'entityDrift.title': 'Drift',
  'entityDrift.review': 'Drift von {{name}}',
  'entityDrift.since': 'Zuerst gesehen',
  'entityDrift.answered': 'geprüft',
  'entityDrift.lastAnswer': 'letzte Antwort',
  'entityDrift.neverAnswered': 'Noch keine Prüfung hat eine Antwort gegeben',
  'entityDrift.badge': 'Drift',
  'entityDrift.badgeClean': 'Keine Drift',
  'entityDrift.badgeDrifted': '{{total}} abweichend',
  'entityDrift.badgeDriftedUncounted': 'Abgewichen',
  'entityDrift.badgeFailed': 'Gescheitert',
  'entityDrift.badgeUnknown': 'Unbekannt',
  'entityDrift.badgeStale': 'Veraltet',
  'entityDrift.ofEnvironment': '{{name}}: {{words}}',
  'entityDrift.ofEnvironmentAt': '{{name}}: {{words}} ({{time}})',
  'entityDrift.notFound':
    '{{name}}: in diesem Portal nicht definiert, oder du darfst sie nicht sehen',
  'entityTab.runs': 'Neueste Läufe',
  'entityTab.runsOf': 'Neueste Läufe von {{name}}',
  'entityTab.noRuns': 'Noch kein Lauf.',
  'entityTab.allRuns': 'Alles über {{name}}',
  'entityTab.run': '#{{number}} {{operation}}',
  'entityTab.byPerson': '{{state}}, verlangt von {{person}}',
  'entityTab.byItself': '{{state}}, {{trigger}}',
  'entityTab.runsFailed': 'Die Läufe konnten nicht geladen werden',
} as const;
