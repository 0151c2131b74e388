import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { SecretSource } from './SecretSource';

/** @public */
export interface IacSecretSourcesExtensionPoint {
  /**
   * @param id - what `iac.environments.<name>.secrets` names it by
   * @throws ConflictError - when there is a source of that id
   */
  addSource(id: string, source: SecretSource): void;
}

/**
 * Adds sources of secret variables to the `iac` plugin.
 *
 * @public
 */
export const iacSecretSourcesExtensionPoint =
  createExtensionPoint<IacSecretSourcesExtensionPoint>({
    id: 'iac.secret-sources',
  });
