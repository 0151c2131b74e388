import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import { toEnvironmentEntity } from './toEnvironmentEntity';

/** Stands for the provider in the database: never change it. */
const PROVIDER_NAME = 'iac-environments';

export interface EnvironmentEntityProviderOptions {
  logger: LoggerService;
  /** Reads the definitions anew, so that an environment that was added is found. */
  readEnvironments: () => EnvironmentDefinition[];
  taskRunner: SchedulerServiceTaskRunner;
}

/** Keeps the catalog's environments equal to the configured ones. */
export class EnvironmentEntityProvider implements EntityProvider {
  readonly #options: EnvironmentEntityProviderOptions;

  static create(options: EnvironmentEntityProviderOptions) {
    return new EnvironmentEntityProvider(options);
  }

  private constructor(options: EnvironmentEntityProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { taskRunner } = this.#options;
    await taskRunner.run({
      id: `${PROVIDER_NAME}-refresh`,
      fn: async () => this.#refresh(connection),
    });
  }

  /**
   * Emits all environments. Definitions that cannot be read throw before
   * anything is emitted: the catalog then keeps what it has, since "cannot be
   * read" does not mean "there are none".
   */
  async #refresh(connection: EntityProviderConnection): Promise<void> {
    const { logger, readEnvironments } = this.#options;
    const environments = readEnvironments();
    await connection.applyMutation({
      type: 'full',
      entities: environments.map(environment => ({
        locationKey: PROVIDER_NAME,
        entity: toEnvironmentEntity(environment, {
          location: `iac-environment:${environment.name}`,
        }),
      })),
    });
    logger.debug('Emitted environments', { count: environments.length });
  }
}
