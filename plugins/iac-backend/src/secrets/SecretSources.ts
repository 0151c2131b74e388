import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  createEnvSecretSource,
  type IacConfig,
  type IacSecretSourcesExtensionPoint,
  type SecretSource,
} from '@backstage-iac/plugin-iac-node';

/** Collects the sources that modules add, before the plugin starts. */
export class SecretSources implements IacSecretSourcesExtensionPoint {
  readonly #sources = new Map<string, SecretSource>();

  addSource(id: string, source: SecretSource): void {
    if (id === 'env' || this.#sources.has(id)) {
      throw new ConflictError(`There is a secret source '${id}' already`);
    }
    this.#sources.set(id, source);
  }

  /** Adds the source `env`, and warns of references that no source answers. */
  complete(
    config: IacConfig,
    logger: LoggerService,
  ): ReadonlyMap<string, SecretSource> {
    const sources = new Map(this.#sources);
    sources.set('env', createEnvSecretSource(config));
    for (const { name, secrets } of config.environments) {
      for (const [variable, { source }] of Object.entries(secrets)) {
        if (sources.has(source)) continue;
        logger.warn(
          `Runs of '${name}' will fail: its secret '${variable}' comes from '${source}', and no module added that source`,
        );
      }
    }
    return sources;
  }
}
