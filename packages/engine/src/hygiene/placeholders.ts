const PLACEHOLDER =
  /^(<[^<>]*>|\[[^[\]]*\]|change[-_ ]?me|replace[-_ ]?me|fill[-_ ]?me|todo|tbd|none|null|example|placeholder|[x*.]{3,})$/i;

/** `<from vault:kv/prod/db#password>`, `change-me`, or nothing: stands for a value, and is none. */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || PLACEHOLDER.test(trimmed);
}

/** Texts that may stand beside the name of a secret: public keys, addresses and paths that lead to one. */
const POINTERS = [
  /^ssh-(rsa|ed25519|dss) |^ecdsa-sha2-/,
  /^-----BEGIN (RSA )?(PUBLIC KEY|CERTIFICATE)/,
  /^arn:[a-z-]+:/,
  /^projects\/[^/]+\/(secrets|locations)\//,
  /^https?:\/\/[^@\s]*$/,
  /^\.{0,2}\/[\w./-]+$/,
  /^[a-z][a-z-]*(\/[a-z][a-z_-]*)+$/,
];

/** The text leads to a value kept elsewhere, or is public by its nature. */
export function isPointer(text: string): boolean {
  return POINTERS.some(pattern => pattern.test(text.trim()));
}
