import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import iacPlugin, { iacApiRef, iacTranslationsModule } from '../src';
import { aDemo } from '../src/__testUtils__/demo';
import { TROUBLES, withTrouble } from '../src/__testUtils__/troubles';

// http://localhost:3000/iac?environments=300
// http://localhost:3000/iac?trouble=failing, or one of the others
const asked = new URLSearchParams(window.location.search);
const api = withTrouble(
  aDemo(Math.max(3, Number(asked.get('environments')))),
  TROUBLES.find(known => known === asked.get('trouble')),
);

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
    // Grace may do all of it.
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        ApiBlueprint.make({
          name: 'permission',
          params: defineParams =>
            defineParams({
              api: permissionApiRef,
              deps: {},
              factory: () => ({
                authorize: async () => ({ result: AuthorizeResult.ALLOW }),
              }),
            }),
        }),
      ],
    }),
  ],
});
