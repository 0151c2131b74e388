import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { iacTranslationRef } from '../translation';

/**
 * The languages that the plugin brings besides English.
 *
 * @public
 */
export const iacTranslations = createTranslationResource({
  ref: iacTranslationRef,
  translations: { de: () => import('./de') },
});
