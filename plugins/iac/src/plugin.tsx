import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiStackLine } from '@remixicon/react';
import { iacApiRef, PortalIacClient } from './api';
import { entityExtensions } from './extensions/entityExtensions';
import { portalExtensions } from './extensions/portalExtensions';
import {
  environmentRouteRef,
  rootRouteRef,
  runRouteRef,
  templatesRouteRef,
} from './routes';

const iacApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: iacApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new PortalIacClient(options),
    }),
});

const iacPage = PageBlueprint.make({
  params: {
    path: '/iac',
    routeRef: rootRouteRef,
    title: 'Infrastructure',
    icon: <RiStackLine />,
    loader: () => import('./components').then(m => <m.Router />),
  },
});

/**
 * Readiness, runs, plans, approvals and drift of environments.
 *
 * @public
 */
export const iacPlugin = createFrontendPlugin({
  pluginId: 'iac',
  title: 'Infrastructure',
  icon: <RiStackLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    environment: environmentRouteRef,
    run: runRouteRef,
  },
  externalRoutes: { templates: templatesRouteRef },
  extensions: [iacApi, iacPage, ...entityExtensions, ...portalExtensions],
});
