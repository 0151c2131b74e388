/**
 * Where a secret variable's value comes from.
 *
 * @public
 */
export interface SecretReference {
  /** Id of the source, `env` or `vault`. */
  source: string;
  /** Name within the source, in its own words. */
  key: string;
  /** Field of a JSON document: a dotted path, or a JSON pointer (RFC 6901) when it begins with `/`. */
  field?: string;
  /** Version in the source's own words, in place of the current one. */
  version?: string;
}

/** As it is shown: `vault:kv/platform/staging#password`. */
export function describeReference(reference: SecretReference): string {
  const { source, key, field } = reference;
  return `${source}:${key}${field === undefined ? '' : `#${field}`}`;
}
