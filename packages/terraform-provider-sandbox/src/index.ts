/**
 * A Terraform provider for a cloud that fits in a folder: how to install it, and how to change things behind
 * Terraform's back. The provider itself is a program of its own, which Terraform starts.
 *
 * @packageDocumentation
 */
export { drift } from './drift';
export type { DriftChange, DriftRequest, DriftResult } from './drift';
export {
  installMirror,
  NEXT_PROVIDER_VERSION,
  PROVIDER_SOURCE,
  PROVIDER_VERSION,
} from './install';
export type { Installed } from './install';
export type { FailRule, FaultSettings, Operation } from './cloud/faults';
