/** Words that name a secret wherever they stand. */
const SECRET_WORDS = new Set([
  ...['pass', 'passwd', 'password', 'passwords', 'passphrase', 'pwd'],
  ...['secret', 'secrets', 'token', 'tokens', 'apikey'],
  ...['cred', 'creds', 'credential', 'credentials'],
]);

/** What stands before `key` when the key is a secret. `kms_key` and `public_key` are none. */
const SECRET_KEYS = new Set([
  ...['access', 'account', 'admin', 'api', 'app', 'auth', 'client', 'deploy'],
  ...['encryption', 'host', 'hmac', 'integration', 'license', 'master'],
  ...[
    'private',
    'secret',
    'service',
    'shared',
    'signing',
    'storage',
    'webhook',
  ],
]);

/** Last words that make it something about a secret, and not the secret. */
const ABOUT = new Set([
  ...['alias', 'algorithm', 'alg', 'arn', 'arns', 'count', 'days', 'dir'],
  ...['enabled', 'endpoint', 'expiry', 'expiration', 'file', 'format', 'group'],
  ...['hours', 'id', 'ids', 'issuer', 'label', 'length', 'limit', 'location'],
  ...['manager', 'max', 'min', 'mode', 'name', 'names', 'namespace', 'path'],
  ...['period', 'policy', 'prefix', 'provider', 'ref', 'reference', 'region'],
  ...['role', 'rotation', 'scope', 'size', 'source', 'store', 'suffix', 'ttl'],
  ...['type', 'uri', 'url', 'usage', 'user', 'username', 'version'],
]);

/**
 * Whether a variable of this name is likely to hold a secret:
 * `/pass|secret|token|key|cred/i` as whole words, without what only talks about
 * one (`secret_arn`, `public_key`, `key_name`, `bypass`).
 */
export function looksSensitive(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '');
  if (ABOUT.has(words[words.length - 1] ?? '')) return false;
  if (words.includes('public')) return false;
  return words.some(
    (word, index) =>
      SECRET_WORDS.has(word) ||
      (word === 'key' && SECRET_KEYS.has(words[index - 1] ?? '')),
  );
}
