/**
 * Words that logs, plans and error messages cannot do without. As a secret, each
 * of them would be guessed at once, and its mask would show where it stands.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `
  true false null none nil undefined unknown default disabled enabled
  admin administrator root user username users guest anonymous owner
  pass passwd password passphrase secret secrets token tokens apikey api_key
  credential credentials private public changeme change_me
  production prod staging stage development test testing sandbox demo preview
  main master head latest release stable
  terraform opentofu tofu backstage provider providers resource resources
  module modules variable variables output outputs data local locals state
  backend workspace plan apply destroy refresh create created update updated
  delete deleted replace read change changes changed error errors warning
  warnings failed failure success info debug trace
  string number bool list object tuple name type value values input
  http https file localhost host hostname port address database
  postgres postgresql mysql mariadb redis mongodb rabbitmq kafka
  redacted sensitive example
  `
    .trim()
    .split(/\s+/),
);
