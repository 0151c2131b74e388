import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultIacService } from './DefaultIacService';
import type { IacService } from './IacService';

/**
 * The `iac` plugin, for other backend plugins: asked over HTTP with the
 * caller's credentials, so that the same permissions hold as in the portal.
 *
 * @public
 */
export const iacServiceRef = createServiceRef<IacService>({
  id: 'iac.client',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) =>
        DefaultIacService.create({ auth, discovery }),
    }),
});
