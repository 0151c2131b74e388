/** English of the checks of secrets. */
export const secretWords = {
  'checks.secrets.none': 'The environment has no secret variables',

  'checks.secrets.reachable.title': 'Secrets reachable',
  'checks.secrets.reachable.why':
    'An apply in the night fails on a token that expired in the evening.',
  'checks.secrets.reachable.needs':
    "'iac.environments.<name>.secrets', and a source that tells about them without reading them",
  'checks.secrets.reachable.do': 'Make the source of the secrets reachable',
  'checks.secrets.reachable.all_one': '{{count}} secret reachable',
  'checks.secrets.reachable.all_other': '{{count}} secrets reachable',
  'checks.secrets.reachable.disabled':
    "Secret '{{variable}}' is disabled in its source",
  'checks.secrets.reachable.deleted':
    "Secret '{{variable}}' is deleted in its source",
  'checks.secrets.reachable.read_one':
    'Run #{{number}} has read {{count}} secret',
  'checks.secrets.reachable.read_other':
    'Run #{{number}} has read {{count}} secrets',
  'checks.secrets.reachable.denied': 'The secrets may not be asked about',
  'checks.secrets.reachable.limit': 'all',

  'checks.secrets.rotation.title': 'Secret rotation',
  'checks.secrets.rotation.why':
    'A secret that is never changed is known to everybody who ever left.',
  'checks.secrets.rotation.needs':
    "A source that tells when a secret was changed; 'iac.secrets.rotation'",
  'checks.secrets.rotation.do': 'Rotate the secret in its source, then plan',
  'checks.secrets.rotation.doOpen': 'Open the way to rotate it',
  'checks.secrets.rotation.overdue': '{{variables}}: overdue for rotation',
  'checks.secrets.rotation.overdueWindow':
    '{{variables}}: overdue for rotation. Window: {{window}}',
  'checks.secrets.rotation.unknown': '{{variables}}: of unknown age',
  'checks.secrets.rotation.unknownWindow':
    '{{variables}}: of unknown age. Window: {{window}}',
  'checks.secrets.rotation.due': '{{variables}}: due for rotation',
  'checks.secrets.rotation.dueWindow':
    '{{variables}}: due for rotation. Window: {{window}}',
  'checks.secrets.rotation.young_one': '{{count}} secret young enough',
  'checks.secrets.rotation.young_other': '{{count}} secrets young enough',
  'checks.secrets.rotation.ages': '{{ages}}',
  'checks.secrets.rotation.age': '{{variable}} {{days}} days',
  'checks.secrets.rotation.ageUnknown': '{{variable}} unknown',
  'checks.secrets.rotation.limit': '{{days}} days',

  'checks.secrets.hygiene.title': 'Secret hygiene',
  'checks.secrets.hygiene.why':
    'A secret in git stays there after it was deleted.',
  'checks.secrets.hygiene.needs': 'A plan',
  'checks.secrets.hygiene.do':
    'Remove the secret from the source, and rotate it',
  'checks.secrets.hygiene.lost':
    'The check itself failed: the archive has lost or changed what run #{{number}} found',
  'checks.secrets.hygiene.notLooked':
    'Run #{{number}} did not look for secrets in the source',
  'checks.secrets.hygiene.found': '{{finding}}',
  'checks.secrets.hygiene.foundAt': '{{finding}}: {{place}}',
  'checks.secrets.hygiene.clean':
    'No secret was found in the source or its history',
  'checks.secrets.hygiene.rules': '{{found}} of {{all}} rules',
  'checks.secrets.hygiene.limit': 'nothing found',
} as const;
