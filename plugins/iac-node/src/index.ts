/**
 * What modules and the command line share with the `iac` backend: its
 * configuration, its secrets and its interface for other plugins.
 *
 * @packageDocumentation
 */
export {
  iacChecksExtensionPoint,
  type IacChecksExtensionPoint,
} from './checks/iacChecksExtensionPoint';
export type {
  CheckObservation,
  CheckObserver,
  CheckSettings,
  CheckSubject,
  ReadinessCheck,
} from './checks/ReadinessCheck';
export { findBaseDir } from './config/findBaseDir';
export {
  readIacConfig,
  type ReadIacConfigOptions,
} from './config/readIacConfig';
export type { GitCredentials } from './config/sources';
export {
  iacDriftEventsExtensionPoint,
  type IacDriftEvent,
  type IacDriftEventsExtensionPoint,
  type IacDriftListener,
} from './drift/driftEvents';
export type {
  EnvironmentDefinition,
  EnvironmentProtection,
  FreezeWindow,
  IacConfig,
  SecretSourceSettings,
  ServiceAccess,
} from './environments';
export {
  iacEnvironmentPermissionResourceRef,
  type IacEnvironmentFilter,
} from './permissions';
export { readDigestKey } from './secrets/digestKey';
export { openKeyring, type OpenKeyringOptions } from './secrets/openKeyring';
export {
  createSecretSourceModule,
  defineSecretSource,
  type SecretSourceContext,
  type SecretSourceKind,
} from './secrets/defineSecretSource';
export {
  SecretError,
  SecretSourceError,
  type SecretFailure,
} from './secrets/errors';
export {
  iacSecretSourcesExtensionPoint,
  type IacSecretSourcesExtensionPoint,
} from './secrets/extensionPoint';
export { createEnvSecretSource } from './secrets/createEnvSecretSource';
export {
  describeRotation,
  rotationOf,
  type RotationPolicy,
} from './secrets/rotation';
export { parseSecretJson } from './secrets/secretJson';
export type { SecretReference } from './secrets/SecretReference';
export {
  SecretRegistry,
  secretVersionsOf,
  type DescribedSecret,
  type SecretRegistryOptions,
} from './secrets/SecretRegistry';
export type {
  SecretMetadata,
  SecretReadOptions,
  SecretSource,
  SecretValue,
} from './secrets/SecretSource';
export { toEngineEnvironment } from './secrets/toEngineEnvironment';
export type {
  IacService,
  IacServiceRequestOptions,
} from './service/IacService';
export { iacServiceRef } from './service/iacServiceRef';
