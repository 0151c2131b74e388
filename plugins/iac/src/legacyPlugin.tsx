import {
  compatWrapper,
  convertLegacyRouteRef,
} from '@backstage/core-compat-api';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { iacApiRef, PortalIacClient } from './api';
import { environmentRouteRef, rootRouteRef, runRouteRef } from './routes';

const legacyRootRouteRef = convertLegacyRouteRef(rootRouteRef);

/**
 * The plugin for an app made by `createApp` of `@backstage/app-defaults`.
 *
 * @public
 */
export const iacPlugin = createPlugin({
  id: 'iac',
  apis: [
    createApiFactory({
      api: iacApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new PortalIacClient(options),
    }),
  ],
  routes: {
    root: legacyRootRouteRef,
    environment: convertLegacyRouteRef(environmentRouteRef),
    run: convertLegacyRouteRef(runRouteRef),
  },
});

/**
 * `<Route path="/iac" element={<IacPage />} />`
 *
 * @public
 */
export const IacPage = iacPlugin.provide(
  createRoutableExtension({
    name: 'IacPage',
    mountPoint: legacyRootRouteRef,
    component: async () => {
      const { Router } = await import('./components');
      return () => compatWrapper(<Router />);
    },
  }),
);
