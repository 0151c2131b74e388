import { RunFailure } from '../errors';

/** A sealed file names a key that the configuration does not hold. Nothing is lost while the key still exists somewhere. */
export class UnknownKeyError extends RunFailure {
  readonly keyId: string;

  constructor(keyId: string, known: string[]) {
    super(
      `The file was encrypted with the key '${keyId}', which is not configured; configured are ${known
        .map(id => `'${id}'`)
        .join(', ')}`,
      {
        nextStep: `Put the key '${keyId}' back into 'iac.encryption.keys', after the first one. If it is lost, so is the file: plan again.`,
      },
    );
    this.name = 'UnknownKeyError';
    this.keyId = keyId;
  }
}

/** A sealed file that is not as it was sealed, or not where it was sealed. */
export class BrokenSealError extends RunFailure {
  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(`The encrypted file cannot be opened: ${reason}`, {
      ...options,
      nextStep:
        'Look for who changed or moved it, and plan again: what it holds cannot be trusted.',
    });
    this.name = 'BrokenSealError';
  }
}
