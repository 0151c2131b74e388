/**
 * Secrets in AWS Secrets Manager.
 *
 * @packageDocumentation
 */
import {
  createSecretSourceModule,
  defineSecretSource,
} from '@backstage-iac/plugin-iac-node';
import { awsSettings, createAwsSecretSource } from './AwsSecretSource';

export { createAwsSecretSource, type AwsSettings } from './AwsSecretSource';

/** The kind `aws`. @public */
export const secretSource = defineSecretSource({
  kind: 'aws',
  schema: awsSettings,
  settingsOptional: true,
  create: settings => createAwsSecretSource(settings),
});

/** Adds AWS Secrets Manager to the sources of the `iac` backend. @public */
export default createSecretSourceModule(secretSource);
