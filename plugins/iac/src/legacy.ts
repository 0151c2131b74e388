/**
 * The same pages, cards and fields for portals on the old frontend system.
 *
 * @packageDocumentation
 */
export { IacPage, iacPlugin } from './legacyPlugin';
export {
  EntityIacContent,
  EntityIacDriftBadge,
  EntityIacDriftCard,
  EntityIacReadinessCard,
  isIacAvailable,
} from './legacyEntity';
export {
  HomePageIacNeedsSomeone,
  IacEnvironmentPickerFieldExtension,
  IacSearchResultListItem,
} from './legacyPortal';
export { iacTranslationRef } from './translation';
export { iacTranslations } from './translations';
