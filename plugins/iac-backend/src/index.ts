/**
 * The backend plugin of infrastructure as code: runs as durable records, with
 * approvals, drift checks and readiness.
 *
 * @packageDocumentation
 */
export { iacPlugin as default } from './plugin';
export {
  createIacConditionalDecision,
  iacConditions,
} from './permissions/rules';
