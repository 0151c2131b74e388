import { UsageError } from '../errors';

/**
 * Packages of secret sources by kind. Each is loaded when the configuration
 * uses its kind, so that nobody installs the client of a cloud that is not used.
 */
const PACKAGES = {
  age: () => import('@backstage-iac/plugin-iac-backend-module-secrets-age'),
  sops: () => import('@backstage-iac/plugin-iac-backend-module-secrets-sops'),
  aws: () => import('@backstage-iac/plugin-iac-backend-module-secrets-aws'),
  gcp: () => import('@backstage-iac/plugin-iac-backend-module-secrets-gcp'),
  vault: () => import('@backstage-iac/plugin-iac-backend-module-secrets-vault'),
};

export type PackagedKind = keyof typeof PACKAGES;

export function isPackagedKind(kind: string): kind is PackagedKind {
  return Object.hasOwn(PACKAGES, kind);
}

/** @throws UsageError - when the package is not installed */
export async function loadSourcePackage<K extends PackagedKind>(
  kind: K,
): Promise<Awaited<ReturnType<(typeof PACKAGES)[K]>>> {
  try {
    return (await PACKAGES[kind]()) as Awaited<
      ReturnType<(typeof PACKAGES)[K]>
    >;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') {
      throw error;
    }
    throw new UsageError(
      `Secret sources of the kind '${kind}' need a package that is not installed`,
      {
        nextStep: `Install @backstage-iac/plugin-iac-backend-module-secrets-${kind} beside this command`,
      },
    );
  }
}
