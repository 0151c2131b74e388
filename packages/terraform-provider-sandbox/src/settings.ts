/** The provider block: where the cloud lives, and which trouble it makes. */
import { resolve } from 'node:path';
import { Faults, operations } from './cloud/faults';
import type { FailRule, Operation } from './cloud/faults';
import { CloudStore } from './cloud/store';
import { NESTING_LIST } from './protocol/messages';
import type { WireSchema } from './protocol/messages';
import { isMap } from './protocol/values';
import type { Value, ValueMap } from './protocol/values';
import { wireAttributes } from './schema';
import type { Attribute } from './schema';

/** What a configured provider works with. */
export interface Session {
  readonly store: CloudStore;
  readonly faults: Faults;
}

export const providerAttributes: Readonly<Record<string, Attribute>> = {
  directory: {
    type: 'string',
    description:
      'The folder that holds the clouds. Default: the environment variable SANDBOX_HOME.',
  },
  cloud: {
    type: 'string',
    description:
      'Name of the cloud, one per environment: <directory>/<cloud>.json.',
    required: true,
  },
  delay_ms: {
    type: 'map',
    description: `How long operations take, in milliseconds, by ${operations.join(
      ', ',
    )}.`,
  },
};

const failAttributes: Readonly<Record<string, Attribute>> = {
  operation: {
    type: 'string',
    description: `The operation that fails: ${operations.join(', ')}.`,
    required: true,
  },
  type: { type: 'string', description: 'Only this resource type.' },
  name: { type: 'string', description: 'Only the object of this name.' },
  after_ms: {
    type: 'number',
    description: 'How long it seems to work before it fails.',
  },
  message: { type: 'string', description: 'The error message.' },
};

export function providerSchema(): WireSchema {
  return {
    version: 0,
    block: {
      attributes: wireAttributes(providerAttributes),
      description: 'A cloud that fits in a folder.',
      blockTypes: [
        {
          typeName: 'fail',
          nesting: NESTING_LIST,
          block: {
            attributes: wireAttributes(failAttributes),
            description: 'Makes matching operations fail.',
          },
        },
      ],
    },
  };
}

function asOperation(value: Value): Operation {
  const found = operations.find(operation => operation === value);
  if (!found) {
    throw new Error(`"${value}" is no operation: use ${operations.join(', ')}`);
  }
  return found;
}

function failRules(value: Value | undefined): FailRule[] {
  return (Array.isArray(value) ? value : []).filter(isMap).map(rule => ({
    operation: asOperation(rule.operation),
    type: rule.type === null ? undefined : String(rule.type),
    name: rule.name === null ? undefined : String(rule.name),
    after_ms: Number(rule.after_ms ?? 0),
    message: rule.message === null ? undefined : String(rule.message),
  }));
}

function delays(value: Value | undefined): Partial<Record<Operation, number>> {
  return Object.fromEntries(
    Object.entries(isMap(value) ? value : {}).map(([key, ms]) => [
      asOperation(key),
      Number(ms) || 0,
    ]),
  );
}

export function configure(
  config: ValueMap,
  env: Readonly<Record<string, string | undefined>>,
): Session {
  const given = config.directory;
  const directory =
    typeof given === 'string' && given ? given : env.SANDBOX_HOME;
  if (!directory) {
    throw new Error(
      'Nobody said which folder holds the cloud: set "directory" in the provider block, or the environment variable SANDBOX_HOME.',
    );
  }
  if (typeof config.cloud !== 'string') {
    throw new Error('"cloud" must be known when Terraform plans.');
  }
  const store = new CloudStore(resolve(directory), config.cloud);
  const faults = new Faults(resolve(directory), config.cloud, {
    delay_ms: delays(config.delay_ms),
    fail: failRules(config.fail),
  });
  return { store, faults };
}
