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
export type {
  EnvironmentDefinition,
  EnvironmentProtection,
  FreezeWindow,
  IacConfig,
  SecretReference,
  ServiceAccess,
} from './environments';
export {
  iacEnvironmentPermissionResourceRef,
  type IacEnvironmentFilter,
} from './permissions';
export { readDigestKey } from './secrets/digestKey';
export { openKeyring, type OpenKeyringOptions } from './secrets/openKeyring';
export {
  resolveSecrets,
  toEngineEnvironment,
  type ResolveSecretsOptions,
} from './secrets/resolveSecrets';
export type {
  IacService,
  IacServiceRequestOptions,
} from './service/IacService';
export { iacServiceRef } from './service/iacServiceRef';
