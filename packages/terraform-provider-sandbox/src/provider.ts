/** The provider: Terraform's calls, translated to plans and to the cloud's operations. */
import { configure, providerAttributes, providerSchema } from './settings';
import type { Session } from './settings';
import {
  createObject,
  deleteObject,
  nameOf,
  readObject,
  updateObject,
} from './cloud/objects';
import type { Operation } from './cloud/faults';
import { planChange } from './plan';
import type { Diagnostic } from './protocol/messages';
import type { Handlers } from './protocol/serve';
import { decodeObject, encodeValue } from './protocol/values';
import type { ValueMap } from './protocol/values';
import {
  dataSource,
  dataSources,
  resourceType,
  resourceTypes,
} from './resources';
import { problem, upgrade, validate, wireSchema } from './schema';
import type { ResourceType } from './schema';

const CAPABILITIES = { getProviderSchemaOptional: true };

const byName = <T extends { name: string }, R>(
  list: readonly T[],
  value: (item: T) => R,
): Record<string, R> =>
  Object.fromEntries(list.map(item => [item.name, value(item)]));

export function createProvider(): Handlers {
  let session: Session | undefined;
  const stop = new AbortController();

  const connected = (): Session => {
    if (!session) throw new Error('The provider was not configured');
    return session;
  };
  const meetFaults = (
    operation: Operation,
    type: ResourceType,
    object: ValueMap | null,
  ): Promise<void> =>
    connected().faults.meet(
      { operation, type: type.name, name: nameOf(object) },
      stop.signal,
    );

  async function applied(
    type: ResourceType,
    prior: ValueMap | null,
    planned: ValueMap | null,
  ): Promise<ValueMap | null> {
    const { store } = connected();
    if (!planned) {
      await meetFaults('delete', type, prior);
      await deleteObject(store, type, String(prior?.id));
      return null;
    }
    if (!prior) {
      await meetFaults('create', type, planned);
      return createObject(store, type, planned);
    }
    await meetFaults('update', type, planned);
    return updateObject(store, type, planned);
  }

  return {
    GetMetadata: () => ({
      serverCapabilities: CAPABILITIES,
      resources: resourceTypes.map(({ name }) => ({ typeName: name })),
      dataSources: dataSources.map(({ name }) => ({ typeName: name })),
    }),

    GetProviderSchema: () => ({
      serverCapabilities: CAPABILITIES,
      provider: providerSchema(),
      resourceSchemas: byName(resourceTypes, wireSchema),
      dataSourceSchemas: byName(dataSources, wireSchema),
    }),

    GetFunctions: () => ({}),

    ValidateProviderConfig: ({ config }) => ({
      diagnostics: validate(providerAttributes, decodeObject(config) ?? {}),
    }),

    ConfigureProvider: ({ config }) => {
      try {
        session = configure(decodeObject(config) ?? {}, process.env);
        return {};
      } catch (error) {
        return { diagnostics: [failure('Cannot use the sandbox', error)] };
      }
    },

    ValidateResourceConfig: ({ typeName, config }) => ({
      diagnostics: validate(
        resourceType(typeName).attributes,
        decodeObject(config) ?? {},
      ),
    }),

    ValidateDataResourceConfig: ({ typeName, config }) => ({
      diagnostics: validate(
        dataSource(typeName).attributes,
        decodeObject(config) ?? {},
      ),
    }),

    UpgradeResourceState: ({ typeName, rawState }) => {
      const state: unknown = JSON.parse(
        new TextDecoder().decode(rawState?.json) || 'null',
      );
      const { attributes } = resourceType(typeName);
      return { upgradedState: encodeValue(upgrade(attributes, state)) };
    },

    ReadResource: async ({ typeName, currentState }) => {
      const type = resourceType(typeName);
      const current = decodeObject(currentState);
      try {
        await meetFaults('read', type, current);
        const found = readObject(connected().store, type, String(current?.id));
        if (!found) return { newState: encodeValue(null) };
        const state = upgrade(type.attributes, found);
        for (const [key, { writeOnly }] of Object.entries(type.attributes)) {
          if (writeOnly) state[key] = current?.[key] ?? null;
        }
        return { newState: encodeValue(state) };
      } catch (error) {
        return {
          newState: currentState,
          diagnostics: [failure(`Cannot read ${typeName}`, error)],
        };
      }
    },

    PlanResourceChange: ({
      typeName,
      priorState,
      proposedNewState,
      config,
    }) => {
      const proposed = decodeObject(proposedNewState);
      if (!proposed) return { plannedState: encodeValue(null) };
      const { planned, replace } = planChange(
        resourceType(typeName),
        decodeObject(priorState),
        proposed,
        decodeObject(config) ?? {},
      );
      return {
        plannedState: encodeValue(planned),
        requiresReplace: replace.map(key => ({
          steps: [{ attributeName: key }],
        })),
      };
    },

    ApplyResourceChange: async ({ typeName, priorState, plannedState }) => {
      try {
        const object = await applied(
          resourceType(typeName),
          decodeObject(priorState),
          decodeObject(plannedState),
        );
        return { newState: encodeValue(object) };
      } catch (error) {
        // Nothing was changed: the state stays what it was, and a failed create leaves none.
        return {
          newState: priorState,
          diagnostics: [failure(`Cannot change ${typeName}`, error)],
        };
      }
    },

    ImportResourceState: ({ typeName, id }) => {
      const { attributes } = resourceType(typeName);
      const state = encodeValue(upgrade(attributes, { id: id ?? '' }));
      return { importedResources: [{ typeName, state }] };
    },

    ReadDataSource: ({ typeName, config }) => {
      const state = decodeObject(config) ?? {};
      const { attributes } = dataSource(typeName);
      const context = { cloud: connected().store.cloud, newId: () => '' };
      for (const [key, { compute }] of Object.entries(attributes)) {
        if (compute) state[key] = compute(state, context);
      }
      return { state: encodeValue(state) };
    },

    StopProvider: () => {
      stop.abort();
      return {};
    },
  };
}

function failure(summary: string, error: unknown): Diagnostic {
  return problem(summary, error instanceof Error ? error.message : `${error}`);
}
