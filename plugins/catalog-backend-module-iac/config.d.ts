import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Environments of the `iac` section as entities. */
      iac?: {
        /**
         * How often the definitions are read anew; a new environment is in the
         * catalog this much later at most. Every ten minutes by default.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
