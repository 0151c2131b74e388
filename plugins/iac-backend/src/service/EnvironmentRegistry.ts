import { NotFoundError } from '@backstage/errors';
import type { Environment } from '@backstage-iac/plugin-iac-common';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import { nextDriftCheck } from '../drift/slots';

/** The environments that the configuration defines. Few, and in memory. */
export class EnvironmentRegistry {
  readonly #definitions: Map<string, EnvironmentDefinition>;

  constructor(definitions: EnvironmentDefinition[]) {
    this.#definitions = new Map(
      definitions.map(definition => [definition.name, definition]),
    );
  }

  names(): string[] {
    return [...this.#definitions.keys()];
  }

  definitions(): EnvironmentDefinition[] {
    return [...this.#definitions.values()];
  }

  find(name: string): EnvironmentDefinition | undefined {
    return this.#definitions.get(name);
  }

  /** @throws NotFoundError */
  get(name: string): EnvironmentDefinition {
    const definition = this.#definitions.get(name);
    if (!definition) throw noSuchEnvironment(name);
    return definition;
  }

  /** @param driftSlotAt - slots of the drift schedule up to here are dealt with */
  describe(name: string, driftSlotAt?: string): Environment {
    const definition = this.get(name);
    return {
      name,
      title: definition.title,
      description: definition.description,
      tier: definition.tier,
      owner: definition.owner,
      labels: definition.labels,
      source: definition.source,
      directory: definition.engine.directory,
      ref: definition.engine.ref,
      stateType: definition.engine.state.type,
      driftCron: definition.drift.cron,
      nextDriftCheckAt:
        driftSlotAt && !definition.problem
          ? nextDriftCheck(definition, new Date(driftSlotAt)).toISOString()
          : undefined,
      approvalsRequired: definition.approvals.required,
      problem: definition.problem,
    };
  }
}

/** The same words for what does not exist and for what the caller may not see. */
export function noSuchEnvironment(name: string): NotFoundError {
  return new NotFoundError(`No environment found with name '${name}'`);
}
