/** Deutsche Wörter der Prüfungen von Geheimnissen. */
export const deCheckSecrets = {
  'checks.secrets.none': 'Die Umgebung hat keine geheimen Variablen',
  'checks.secrets.reachable.title': 'Geheimnisse erreichbar',
  'checks.secrets.reachable.why':
    'Eine Anwendung in der Nacht scheitert an einem Token, das am Abend abgelaufen ist.',
  'checks.secrets.reachable.needs':
    'iac.environments.<name>.secrets, und eine Quelle, die über Geheimnisse Auskunft gibt, ohne sie zu lesen',
  'checks.secrets.reachable.do': 'Die Quelle der Geheimnisse erreichbar machen',
  'checks.secrets.reachable.all_one': '{{count}} Geheimnis erreichbar',
  'checks.secrets.reachable.all_other': '{{count}} Geheimnisse erreichbar',
  'checks.secrets.reachable.disabled':
    'Das Geheimnis „{{variable}}“ ist in seiner Quelle abgeschaltet',
  'checks.secrets.reachable.deleted':
    'Das Geheimnis „{{variable}}“ ist in seiner Quelle gelöscht',
  'checks.secrets.reachable.read_one':
    'Lauf #{{number}} hat {{count}} Geheimnis gelesen',
  'checks.secrets.reachable.read_other':
    'Lauf #{{number}} hat {{count}} Geheimnisse gelesen',
  'checks.secrets.reachable.denied':
    'Nach den Geheimnissen darf nicht gefragt werden',
  'checks.secrets.reachable.limit': 'alle',
  'checks.secrets.rotation.title': 'Erneuerung der Geheimnisse',
  'checks.secrets.rotation.why':
    'Ein Geheimnis, das nie erneuert wird, kennen alle, die je gegangen sind.',
  'checks.secrets.rotation.needs':
    'eine Quelle, die sagt, wann ein Geheimnis geändert wurde; iac.secrets.rotation',
  'checks.secrets.rotation.do':
    'Das Geheimnis in seiner Quelle erneuern, dann planen',
  'checks.secrets.rotation.doOpen': 'Anleitung zum Erneuern öffnen',
  'checks.secrets.rotation.overdue': '{{variables}}: Erneuerung überfällig',
  'checks.secrets.rotation.overdueWindow':
    '{{variables}}: Erneuerung überfällig. Zeitfenster: {{window}}',
  'checks.secrets.rotation.unknown': '{{variables}}: Alter unbekannt',
  'checks.secrets.rotation.unknownWindow':
    '{{variables}}: Alter unbekannt. Zeitfenster: {{window}}',
  'checks.secrets.rotation.due': '{{variables}}: Erneuerung fällig',
  'checks.secrets.rotation.dueWindow':
    '{{variables}}: Erneuerung fällig. Zeitfenster: {{window}}',
  'checks.secrets.rotation.young_one': '{{count}} Geheimnis jung genug',
  'checks.secrets.rotation.young_other': '{{count}} Geheimnisse jung genug',
  'checks.secrets.rotation.ages': '{{ages}}',
  'checks.secrets.rotation.age': '{{variable}} {{days}} T',
  'checks.secrets.rotation.ageUnknown': '{{variable}} unbekannt',
  'checks.secrets.rotation.limit': '{{days}} T',
  'checks.secrets.hygiene.title': 'Hygiene der Geheimnisse',
  'checks.secrets.hygiene.why':
    'Ein Geheimnis in git bleibt dort, auch wenn es gelöscht wurde.',
  'checks.secrets.hygiene.needs': 'einen Plan',
  'checks.secrets.hygiene.do':
    'Das Geheimnis aus der Quelle entfernen und erneuern',
  'checks.secrets.hygiene.lost':
    'Die Prüfung selbst ist gescheitert: Das Archiv hat verloren oder geändert, was Lauf #{{number}} fand',
  'checks.secrets.hygiene.notLooked':
    'Lauf #{{number}} hat in der Quelle nicht nach Geheimnissen gesucht',
  'checks.secrets.hygiene.found': '{{finding}}',
  'checks.secrets.hygiene.foundAt': '{{finding}}: {{place}}',
  'checks.secrets.hygiene.clean':
    'Kein Geheimnis in der Quelle oder ihrem Verlauf gefunden',
  'checks.secrets.hygiene.rules': '{{found}} von {{all}} Regeln',
  'checks.secrets.hygiene.limit': 'kein Fund',
} as const;
