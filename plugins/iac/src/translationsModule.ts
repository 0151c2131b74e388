import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { iacTranslations } from './translations';

/**
 * Gives the app the languages that the plugin brings. Install it beside the
 * plugin; a portal that shows English alone does without.
 *
 * @public
 */
export const iacTranslationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'iac',
      params: { resource: iacTranslations },
    }),
  ],
});
