import { SecretSourceError } from '@backstage-iac/plugin-iac-node';

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const FAILED_PRECONDITION = 9;
const UNAUTHENTICATED = 16;

/**
 * What an error of the client means. Its text is not passed on: it may name
 * other things.
 *
 * @param version - that was asked for
 */
export function toSourceError(
  error: unknown,
  version?: string,
): SecretSourceError {
  const code = codeOf(error);
  switch (code) {
    case NOT_FOUND:
      return version === undefined
        ? new SecretSourceError('missing', 'does not exist, or has no version')
        : new SecretSourceError('version-gone', `has no version ${version}`);
    case FAILED_PRECONDITION:
      return version === undefined
        ? new SecretSourceError(
            'missing',
            'has a newest version that is disabled or destroyed',
            {
              nextStep: 'Enable it, or add a new version.',
            },
          )
        : new SecretSourceError(
            'version-gone',
            `has disabled or destroyed version ${version}`,
          );
    case INVALID_ARGUMENT:
      return version === undefined
        ? new SecretSourceError('missing', 'is no name of a secret')
        : new SecretSourceError('version-gone', `has no version ${version}`);
    case PERMISSION_DENIED:
    case UNAUTHENTICATED:
      return denied();
    default:
      return isAboutCredentials(error)
        ? denied()
        : new SecretSourceError(
            'unavailable',
            `could not be asked for${
              code === undefined ? '' : ` (code ${code})`
            }`,
          );
  }
}

/** There are no application default credentials, or they cannot be read. */
export function noCredentials(): SecretSourceError {
  return new SecretSourceError(
    'denied',
    'could not be asked for: there are no application default credentials',
    {
      nextStep:
        'Run where Workload Identity gives some, or set GOOGLE_APPLICATION_CREDENTIALS to a file with some.',
    },
  );
}

function denied(): SecretSourceError {
  return new SecretSourceError('denied', 'is refused by Google Cloud', {
    nextStep:
      'Give this process application default credentials with roles/secretmanager.secretAccessor on the secret (for readiness roles/secretmanager.viewer).',
  });
}

function codeOf(error: unknown): number | undefined {
  const code =
    typeof error === 'object' && error !== null && 'code' in error
      ? error.code
      : undefined;
  return typeof code === 'number' ? code : undefined;
}

/** google-auth-library has no codes for these. */
function isAboutCredentials(error: unknown): boolean {
  return (
    error instanceof Error &&
    /default credentials|invalid_grant|invalid_client|Unable to detect a Project Id/i.test(
      error.message,
    )
  );
}
