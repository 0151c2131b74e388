/**
 * Secrets in the KV engines of Vault and OpenBao.
 *
 * @packageDocumentation
 */
import {
  createSecretSourceModule,
  defineSecretSource,
} from '@backstage-iac/plugin-iac-node';
import { vaultSettings, type VaultSettings } from './settings';
import { createVaultSecretSource } from './VaultSecretSource';

export type { VaultSettings } from './settings';
export {
  createVaultSecretSource,
  type VaultSecretSourceOptions,
} from './VaultSecretSource';

/** The kind `vault`. @public */
export const secretSource = defineSecretSource<VaultSettings>({
  kind: 'vault',
  schema: vaultSettings,
  create: settings => createVaultSecretSource(settings),
});

/** Adds Vault and OpenBao to the sources of the `iac` backend. @public */
export default createSecretSourceModule(secretSource);
