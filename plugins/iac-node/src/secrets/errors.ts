import { RunFailure } from '@backstage-iac/engine';
import { describeReference, type SecretReference } from './SecretReference';

/**
 * Why there is no secret: it does not exist, it may not be read, its source
 * does not answer, or the version asked for is no longer there.
 *
 * @public
 */
export type SecretFailure =
  | 'missing'
  | 'denied'
  | 'unavailable'
  | 'version-gone';

/**
 * Thrown by a secret source.
 *
 * @public
 */
export class SecretSourceError extends Error {
  readonly failure: SecretFailure;
  /** What to do about it, one sentence. */
  readonly nextStep?: string;

  /**
   * @param reason - said of the reference: `does not exist`. Nothing of a secret, of its neighbours or of an answer's body
   */
  constructor(
    failure: SecretFailure,
    reason: string,
    options: { nextStep?: string } = {},
  ) {
    super(reason);
    this.name = 'SecretSourceError';
    this.failure = failure;
    this.nextStep = options.nextStep;
  }
}

/** By its name: a source may be bundled with a copy of this class. */
export function isSecretSourceError(
  error: unknown,
): error is SecretSourceError {
  return error instanceof Error && error.name === 'SecretSourceError';
}

const WORDS: Readonly<Record<SecretFailure, string>> = {
  missing: 'is missing',
  denied: 'may not be read',
  unavailable: 'cannot be read now',
  'version-gone': 'has no such version',
};

const NEXT_STEPS: Readonly<Record<SecretFailure, string>> = {
  missing: 'Create the secret, or correct its reference, and try again.',
  denied:
    'Give the identity of this process the right to read it, and try again.',
  unavailable: 'Try again once the secret source answers.',
  'version-gone':
    'Name a version that the source still has, or none, and plan again.',
};

/**
 * A secret variable of an environment has no value. Names the variable, its
 * source and its reference, and nothing else.
 *
 * @public
 */
export class SecretError extends RunFailure {
  readonly failure: SecretFailure;
  /** Name of the Terraform variable. */
  readonly variable: string;
  readonly reference: SecretReference;

  constructor(options: {
    environment: string;
    variable: string;
    reference: SecretReference;
    error: SecretSourceError;
  }) {
    const { environment, variable, reference, error } = options;
    const where = describeReference(reference);
    super(
      `Secret '${variable}' of environment '${environment}' ${
        WORDS[error.failure]
      }: '${where}' ${error.message}`,
      { nextStep: error.nextStep ?? NEXT_STEPS[error.failure] },
    );
    this.name = 'SecretError';
    this.failure = error.failure;
    this.variable = variable;
    this.reference = reference;
  }
}
