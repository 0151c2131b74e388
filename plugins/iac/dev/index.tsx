import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import iacPlugin, { iacApiRef, iacTranslationsModule } from '../src';
import { aDemo } from '../src/__testUtils__/demo';

// http://localhost:3000/iac?environments=300
const asked = new URLSearchParams(window.location.search).get('environments');
const api = aDemo(Math.max(3, Number(asked)));

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
