/** Deutsche Wörter von Formularen, Startseite und Suche. */
export const deWidgets = {
  'picker.title': 'Umgebung',
  'picker.choose': 'Wähle eine Umgebung',
  'picker.search': 'Nach Namen suchen',
  'picker.required': 'Pflichtfeld',
  'picker.none': 'Es gibt keine Umgebung, die du sehen darfst.',
  'picker.noneReady': 'Gerade ist keine Umgebung bereit {{purpose}}.',
  'picker.notReady': 'Nicht bereit {{purpose}}: {{reason}}',
  'picker.notFound':
    'Eine Umgebung „{{name}}“ gibt es in diesem Portal nicht, oder du darfst sie nicht sehen',
  'picker.notChecked':
    'Das Portal konnte nicht sagen, ob diese Umgebung gewählt werden darf: {{message}}',
  'picker.plan': 'zum Planen',
  'picker.apply': 'zum Anwenden',
  'picker.promote': 'zur Übernahme',
  'picker.rollback': 'zum Zurückrollen',
  'home.allReady': 'Alle Umgebungen sind bereit.',
  'home.none': 'Es gibt keine Umgebung, die du sehen darfst.',
  'home.list': 'Umgebungen, die jemanden brauchen, die schlimmste zuerst',
  'home.since': 'seit',
  'home.reasons_one': '{{count}} Grund',
  'home.reasons_other': '{{count}} Gründe',
  'home.all': 'Alle {{total}} Umgebungen',
  'searchResult.unknown':
    'Diesem Portal nicht bekannt, oder du darfst sie nicht sehen',
} as const;
