import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { demoAuthenticator, whyDemoSignInIsOff } from './demoSignIn';

/**
 * Signs visitors of the demo in as whom they choose, without a password, so
 * that one person can try what several must do. Never a production's sign-in.
 */
export const demoAuthModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ providers, config, logger }) {
        const why = whyDemoSignInIsOff(config, process.env.NODE_ENV);
        if (why) {
          logger.info(`The demo's sign-in is off: ${why}`);
          return;
        }
        logger.warn(
          "The demo's sign-in is on: whoever reaches this portal can be anybody in 'auth.providers.demo.people', without a password",
        );
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: demoAuthenticator,
            signInResolver: ({ result }, context) =>
              context.signInWithCatalogUser({ entityRef: result.entityRef }),
          }),
        });
      },
    });
  },
});
