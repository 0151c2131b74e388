/**
 * Secrets that are planted to be looked for.
 *
 * @packageDocumentation
 */
export {
  ephemeralVariable,
  gitToken,
  secretVariable,
  stateCredential,
  type Canary,
} from './Canary';
export { CanarySearch, type Sought } from './CanarySearch';
export { declarationsOf, printingCode } from './printingCode';
