/**
 * The same pages for portals on the old frontend system.
 *
 * @packageDocumentation
 */
export { IacPage, iacPlugin, EntityIacReadinessCard } from './legacyPlugin';
export { iacTranslationRef } from './translation';
export { iacTranslations } from './translations';
