import { SecretSourceError } from '@backstage-iac/plugin-iac-node';

const DENIED = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'CredentialsProviderError',
  'DecryptionFailure',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

/**
 * What an error of the SDK means
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html).
 * Its text is not passed on: it may name other things.
 *
 * @param version - that was asked for
 */
export function toSourceError(
  error: unknown,
  version?: string,
): SecretSourceError {
  const { name, message } =
    error instanceof Error ? error : { name: 'unknown', message: '' };
  if (name === 'ResourceNotFoundException') {
    // "can't find the specified secret value for VersionId" against "… secret."
    return version !== undefined && /value|version/i.test(message)
      ? new SecretSourceError('version-gone', `has no version ${version}`)
      : new SecretSourceError('missing', 'does not exist');
  }
  if (name === 'InvalidRequestException') {
    return /deletion|deleted/i.test(message)
      ? new SecretSourceError('missing', 'is marked for deletion', {
          nextStep:
            "Restore it ('aws secretsmanager restore-secret'), or name another one.",
        })
      : new SecretSourceError('missing', 'is in no state to be read');
  }
  if (name === 'InvalidParameterException' || name === 'ValidationException') {
    return version !== undefined
      ? new SecretSourceError('version-gone', `has no version '${version}'`)
      : new SecretSourceError('missing', 'is no name of a secret');
  }
  if (DENIED.has(name)) {
    return new SecretSourceError('denied', `is refused by AWS (${name})`, {
      nextStep:
        name === 'CredentialsProviderError'
          ? 'Give this process AWS credentials: a role of its pod or machine, or a profile.'
          : 'Allow the identity secretsmanager:GetSecretValue (for readiness DescribeSecret and ListSecretVersionIds) on the secret, and kms:Decrypt on its key.',
    });
  }
  return new SecretSourceError(
    'unavailable',
    `could not be asked for (${name})`,
    { nextStep: "Check the source's region and endpoint, and try again." },
  );
}
