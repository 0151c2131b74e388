import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { iacEnvironmentCreatePermission } from '@backstage-iac/plugin-iac-common';
import { findBaseDir, iacServiceRef } from '@backstage-iac/plugin-iac-node';
import { createIacApplyAction } from './actions/apply';
import { createIacEnvironmentCreateAction } from './actions/createEnvironment';
import { createIacDriftCheckAction } from './actions/driftCheck';
import { createIacPlanAction } from './actions/plan';
import { createIacReadinessAssertAction } from './actions/readinessAssert';
import { DirectorySource } from './environments/DirectorySource';

/**
 * Adds `iac:plan`, `iac:apply`, `iac:drift:check`, `iac:readiness:assert`
 * and `iac:environment:create` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleIac = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'iac',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        iac: iacServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({
        scaffolder,
        config,
        iac,
        permissions,
        permissionsRegistry,
      }) {
        permissionsRegistry.addPermissions([iacEnvironmentCreatePermission]);
        const runs = { iac, appBaseUrl: config.getString('app.baseUrl') };
        scaffolder.addActions(
          createIacPlanAction(runs),
          createIacApplyAction(runs),
          createIacDriftCheckAction(runs),
          createIacReadinessAssertAction(runs),
          createIacEnvironmentCreateAction({
            permissions,
            sources: DirectorySource.fromConfig(config, {
              baseDir: findBaseDir(),
            }),
          }),
        );
      },
    });
  },
});
