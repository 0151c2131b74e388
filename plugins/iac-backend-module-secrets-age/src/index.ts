/**
 * Secrets in files that are encrypted with age (https://age-encryption.org).
 *
 * @packageDocumentation
 */
import {
  createSecretSourceModule,
  defineSecretSource,
} from '@backstage-iac/plugin-iac-node';
import { createAgeSecretSource } from './AgeSecretSource';
import { ageSettings } from './settings';

export { AgeFiles, type AgeFilesOptions } from './AgeFiles';
export { createAgeSecretSource } from './AgeSecretSource';
export { ageSettings, type AgeSettings } from './settings';

/** The kind `age`. @public */
export const secretSource = defineSecretSource({
  kind: 'age',
  schema: ageSettings,
  create: (settings, { baseDir }) =>
    createAgeSecretSource({ ...settings, baseDir }),
});

/** Adds age files to the sources of the `iac` backend. @public */
export default createSecretSourceModule(secretSource);
