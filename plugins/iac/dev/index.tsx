import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import iacPlugin, { iacApiRef, iacTranslationsModule } from '../src';
import { aDemo } from '../src/__testUtils__/demo';

const api = aDemo();

createDevApp({
  features: [
    iacPlugin,
    iacTranslationsModule,
    createFrontendModule({
      pluginId: 'iac',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({ api: iacApiRef, deps: {}, factory: () => api }),
        }),
      ],
    }),
  ],
});
