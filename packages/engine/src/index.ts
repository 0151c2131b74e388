/**
 * One Terraform or OpenTofu run of one environment, start to evidence.
 *
 * @packageDocumentation
 */
export * from './archive';
export { createEngine } from './createEngine';
export { explainUnreadableRule } from './drift';
export * from './errors';
export { parseVariableFile } from './hcl/parseVariableFile';
export * from './plan';
export * from './redaction';
export {
  createFullRedactor,
  createRedactor,
} from './secrets/environmentSecrets';
export * from './tripwire';
export * from './types';
export * from './vault';
export {
  listKeyUse,
  rotateKeys,
  type KeyProblem,
  type KeyUse,
} from './workingCopy/keyUse';
