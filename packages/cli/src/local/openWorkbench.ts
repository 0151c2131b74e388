import type { Engine, EngineEnvironment } from '@backstage-iac/engine';
import {
  SecretRegistry,
  toEngineEnvironment,
  type EnvironmentDefinition,
  type IacConfig,
} from '@backstage-iac/plugin-iac-node';
import { UsageError } from '../errors';
import type { EnvironmentLine } from '../Operator';
import { openSecretSources } from '../secrets/openSecretSources';
import type { Terminal } from '../terminal/Terminal';
import { unknownEnvironment } from '../unknownEnvironment';
import type { LastPlan } from './LastPlans';
import { openEngine } from './openEngine';

/** An environment that is ready to run, and what runs it. */
export interface Workbench {
  engine: Engine;
  environment: EngineEnvironment;
}

/** @throws UsageError - for an environment that is unknown or cannot run */
export function findEnvironment(
  { environments }: IacConfig,
  name: string,
): EnvironmentDefinition {
  const definition = environments.find(other => other.name === name);
  if (!definition) throw unknownEnvironment(name, environments.map(toLine));
  if (definition.problem) {
    throw new UsageError(`'${name}' cannot run: ${definition.problem}`);
  }
  return definition;
}

/**
 * Reads the secrets of an environment and opens the engine of this machine.
 *
 * @param options - `planned`: versions of the secrets that the plan to be
 * applied was made with
 * @throws UsageError - for an environment that is unknown or cannot run
 * @throws StalePlanError - when the version of a secret has moved since
 */
export async function openWorkbench(options: {
  config: IacConfig;
  terminal: Terminal;
  name: string;
  planned?: LastPlan['secretVersions'];
}): Promise<Workbench> {
  const { config, terminal, planned } = options;
  const definition = findEnvironment(config, options.name);
  const { engine, digestKey } = await openEngine(config, terminal);
  const secrets = await SecretRegistry.create({
    sources: await openSecretSources(config, definition),
    digestKey,
  }).resolve(definition, { planned });
  return { engine, environment: toEngineEnvironment(definition, secrets) };
}

/** What is shown of an environment in a list. */
export function toLine(definition: EnvironmentDefinition): EnvironmentLine {
  const { name, tier, source, engine, problem } = definition;
  return {
    name,
    tier,
    source,
    directory: engine.directory,
    state: engine.state.type,
    problem,
  };
}
