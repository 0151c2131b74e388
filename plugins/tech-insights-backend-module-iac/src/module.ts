import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import { iacServiceRef } from '@backstage-iac/plugin-iac-node';
import { createReadinessFactRetriever } from './readinessFacts';

/**
 * Adds the fact retriever `iacReadiness`: the verdict on each environment, for
 * checks and scorecards. `techInsights.factRetrievers.iacReadiness.cadence` says
 * how often.
 *
 * @public
 */
export const techInsightsModuleIac = createBackendModule({
  pluginId: 'tech-insights',
  moduleId: 'iac',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        iac: iacServiceRef,
        retrievers: techInsightsFactRetrieversExtensionPoint,
      },
      async init({ auth, iac, retrievers }) {
        const retriever = createReadinessFactRetriever({ auth, iac });
        retrievers.addFactRetrievers({ [retriever.id]: retriever });
      },
    });
  },
});
