import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { IAC_ENVIRONMENTS_ANNOTATION } from '@backstage-iac/plugin-iac-common';
import { RiStackLine } from '@remixicon/react';
import { iacApiRef, PortalIacClient } from './api';
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

const iacReadinessEntityCard = EntityCardBlueprint.make({
  name: 'readiness',
  params: {
    type: 'content',
    filter: {
      [`metadata.annotations.${IAC_ENVIRONMENTS_ANNOTATION}`]: {
        $exists: true,
      },
    },
    loader: () =>
      import('./components/entity').then(m => <m.EntityReadinessCard />),
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
  extensions: [iacApi, iacPage, iacReadinessEntityCard],
});
