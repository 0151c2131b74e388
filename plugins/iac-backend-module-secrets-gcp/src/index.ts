/**
 * Secrets in Google Cloud Secret Manager.
 *
 * @packageDocumentation
 */
import {
  createSecretSourceModule,
  defineSecretSource,
} from '@backstage-iac/plugin-iac-node';
import { createGcpSecretSource, gcpSettings } from './GcpSecretSource';

export { createGcpSecretSource, type GcpSettings } from './GcpSecretSource';

/** The kind `gcp`. @public */
export const secretSource = defineSecretSource({
  kind: 'gcp',
  schema: gcpSettings,
  settingsOptional: true,
  create: settings => createGcpSecretSource(settings),
});

/** Adds Google Cloud Secret Manager to the sources of the `iac` backend. @public */
export default createSecretSourceModule(secretSource);
