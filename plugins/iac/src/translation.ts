import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { en } from './translations/en';

/**
 * Every word that the plugin shows. Override them, or add a language, with a
 * `TranslationBlueprint` in a module of `app`.
 *
 * @public
 */
export const iacTranslationRef = createTranslationRef({
  id: 'plugin.iac',
  messages: en,
});
