/**
 * What a source says of a secret without reading it.
 *
 * @public
 */
export interface SecretMetadata {
  /** Version that a read gives now; absent where the source keeps none. */
  version?: string;
  state: 'enabled' | 'disabled' | 'deleted';
  /** When the value was last changed, as far as the source knows. */
  rotated?: {
    /** ISO 8601, UTC. */
    at: string;
    /** Field of the source that says so, in the source's own words: `LastRotatedDate`. */
    field: string;
    /** `weak`: other changes than one of the value move it, too. */
    confidence: 'strong' | 'weak';
  };
  /** When the source means to rotate it next. ISO 8601, UTC. */
  nextRotationAt?: string;
}

/** @public */
export interface SecretReadOptions {
  /** Exactly this version, in the source's own words. @defaultValue the current one */
  version?: string;
}

/** @public */
export interface SecretValue {
  /** The secret as text; a document is given as JSON, so that a field of it can be named. */
  value: string;
  /** Version of exactly this value; absent where the source keeps none. */
  version?: string;
}

/**
 * Where secrets come from. A source is asked for single references only, and
 * never lists what else there is. Both methods throw a
 * {@link SecretSourceError}, whose text must not hold any part of a secret.
 *
 * @public
 */
export interface SecretSource {
  /**
   * Never reads the value, so that an identity that may see metadata alone is enough.
   *
   * @param ref - name of the secret in the words of the source
   */
  describe(ref: string): Promise<SecretMetadata>;
  /** @param ref - name of the secret in the words of the source */
  read(ref: string, options?: SecretReadOptions): Promise<SecretValue>;
}
