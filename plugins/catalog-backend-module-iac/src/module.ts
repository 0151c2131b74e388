import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { findBaseDir, readIacConfig } from '@backstage-iac/plugin-iac-node';
import { EnvironmentEntityProvider } from './EnvironmentEntityProvider';
import { readProviderSchedule } from './readProviderSchedule';

/**
 * Emits every environment that the `iac` section defines as a `Resource` of
 * type `environment`. `catalog.providers.iac.schedule` says how often the
 * definitions are read anew.
 *
 * @public
 */
export const catalogModuleIac = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'iac',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, config, logger, scheduler }) {
        const baseDir = findBaseDir();
        catalog.addEntityProvider(
          EnvironmentEntityProvider.create({
            logger,
            readEnvironments: () =>
              readIacConfig(config, { baseDir }).environments,
            taskRunner: scheduler.createScheduledTaskRunner(
              readProviderSchedule(config),
            ),
          }),
        );
      },
    });
  },
});
