/**
 * Secrets in files that are encrypted with SOPS.
 *
 * @packageDocumentation
 */
import {
  createSecretSourceModule,
  defineSecretSource,
} from '@backstage-iac/plugin-iac-node';
import { createSopsSecretSource, sopsSettings } from './SopsSecretSource';

export {
  createSopsSecretSource,
  type SopsSecretSourceOptions,
} from './SopsSecretSource';

/** The kind `sops`. @public */
export const secretSource = defineSecretSource({
  kind: 'sops',
  schema: sopsSettings,
  create: (settings, { baseDir }) =>
    createSopsSecretSource({ ...settings, baseDir }),
});

/** Adds SOPS files to the sources of the `iac` backend. @public */
export default createSecretSourceModule(secretSource);
