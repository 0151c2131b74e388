import type { EngineEnvironment, SecretVariable } from '@backstage-iac/engine';
import type { EnvironmentDefinition } from '../environments';

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
