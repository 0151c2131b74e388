import type { EngineEnvironment, SecretVariable } from '@backstage-iac/engine';
import { InputError } from '@backstage/errors';
import { createHmac } from 'node:crypto';
import type { EnvironmentDefinition } from '../environments';

/** Hex digits of a version: enough to tell two values apart, too few to guess one. */
const VERSION_DIGITS = 12;

/** @public */
export interface ResolveSecretsOptions {
  /** Key of {@link readDigestKey}: turns a value without a version of its own into one. */
  digestKey: Buffer;
  /** Where the source `env` looks. @defaultValue `process.env` */
  env?: Record<string, string | undefined>;
}

/**
 * Reads the values of an environment's secret variables. Only the keys that the
 * environment's definition names are looked up.
 *
 * @throws InputError - naming the variable and its source when there is no value
 * @public
 */
export async function resolveSecrets(
  definition: Pick<EnvironmentDefinition, 'name' | 'secrets'>,
  options: ResolveSecretsOptions,
): Promise<SecretVariable[]> {
  const { digestKey, env = process.env } = options;
  return Object.entries(definition.secrets).map(([name, { source, key }]) => {
    const where = `${source}:${key}`;
    if (source !== 'env') {
      throw new InputError(
        `Secret '${name}' of environment '${definition.name}' comes from '${where}', but there is no secret source '${source}'`,
      );
    }
    const value = env[key];
    if (!value) {
      throw new InputError(
        `Secret '${name}' of environment '${
          definition.name
        }' is missing: '${where}' is ${
          value === undefined ? 'not set' : 'empty'
        }; set the process variable '${key}' and try again`,
      );
    }
    const version = createHmac('sha256', digestKey)
      .update(JSON.stringify(['iac secret version', source, key, value]))
      .digest('hex')
      .slice(0, VERSION_DIGITS);
    return { name, value, source: where, version };
  });
}

/**
 * What the engine is given of an environment.
 *
 * @public
 */
export function toEngineEnvironment(
  definition: EnvironmentDefinition,
  secrets: SecretVariable[],
): EngineEnvironment {
  return { ...definition.engine, secrets };
}
