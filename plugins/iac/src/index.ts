/**
 * Environment readiness, runs, plans, approvals and drift in the portal.
 *
 * @packageDocumentation
 */
export { iacPlugin as default } from './plugin';
export {
  iacApiRef,
  PortalIacClient,
  type FollowLogRequest,
  type IacPortalApi,
} from './api';
export { iacTranslationRef } from './translation';
export { iacTranslations } from './translations';
export { iacTranslationsModule } from './translationsModule';
