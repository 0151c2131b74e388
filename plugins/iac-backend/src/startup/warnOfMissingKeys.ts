import type { LoggerService } from '@backstage/backend-plugin-api';
import { listKeyUse, type Keyring } from '@backstage-iac/engine';

/** Says at the start what an apply would find out otherwise: that a key was retired while files need it. */
export async function warnOfMissingKeys(options: {
  /** The engine's home. Absolute. */
  home: string;
  keyring: Keyring;
  logger: LoggerService;
}): Promise<void> {
  const { home, keyring, logger } = options;
  const { keys, problems } = await listKeyUse({ home, keyring });
  for (const { keyId, role, files } of keys) {
    if (role !== 'unknown') continue;
    logger.warn(
      `The key '${keyId}' is not configured, and ${files} encrypted file(s) of runs need it; put it back into 'iac.encryption.keys', after the first one`,
    );
  }
  for (const { file, message } of problems) {
    logger.warn(`${file}: ${message}`);
  }
}
