import { RunFailure } from '../errors';
import { isObject } from '../json/narrow';
import { checkRef } from '../source/checkRef';
import type { RunLimits, StateDefinition } from '../types';
import { checkName } from '../workingCopy/names';

const STATE_TYPES: StateDefinition['type'][] = [
  'local',
  'http',
  'pg',
  's3',
  'gcs',
  'azurerm',
  'kubernetes',
  'consul',
];

const LIMITS: (keyof RunLimits)[] = [
  'commandTimeoutMs',
  'applyTimeoutMs',
  'silenceMs',
  'graceMs',
  'lockWaitMs',
  'outputBytes',
];

/** A timer that is set to more ends at once: 2^31 - 1 milliseconds, 24 days. */
const LONGEST_TIMER_MS = 2_147_483_647;

type Test = (value: unknown) => boolean;

const isText: Test = value => typeof value === 'string' && !/\0/.test(value);
const isTexts: Test = value =>
  isObject(value) && Object.values(value).every(isText);
const optional =
  (test: Test): Test =>
  value =>
    value === undefined || test(value);

const isJsonObject: Test = value => isObject(value) && isJson(value, []);

/** Not `undefined`, `NaN`, functions, or a value that holds itself. */
function isJson(value: unknown, above: unknown[]): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || above.includes(value)) return false;
  return Object.values(value).every(member =>
    isJson(member, [...above, value]),
  );
}

function isListOf(test: Test): Test {
  return value => Array.isArray(value) && value.every(test);
}

const isSource: Test = value =>
  isObject(value) &&
  ((value.type === 'directory' && isText(value.path)) ||
    (value.type === 'git' && isText(value.url)));

const isState: Test = value =>
  isObject(value) &&
  STATE_TYPES.some(type => type === value.type) &&
  isJsonObject(value.config) &&
  isTexts(value.env) &&
  optional(isText)(value.workspace);

/** A string is given to a process as it is; of other values JSON escapes what it cannot hold. */
const isSecretValue: Test = value =>
  typeof value === 'string' ? isText(value) : isJson(value, []);

const isSecret: Test = value =>
  isObject(value) &&
  [value.name, value.source, value.version].every(isText) &&
  isSecretValue(value.value);

const isTool: Test = value =>
  isObject(value) &&
  optional(isText)(value.binary) &&
  optional(isText)(value.version);

const isLimits: Test = value =>
  isObject(value) &&
  Object.entries(value).every(
    ([name, limit]) =>
      LIMITS.some(known => known === name) &&
      (limit === undefined ||
        (typeof limit === 'number' && limit >= 0 && limit <= LONGEST_TIMER_MS)),
  );

/**
 * Checks a definition that may come from JSON: what types promise is not always so.
 *
 * @throws {@link RunFailure} naming the first field that is not as it must be
 */
export function checkEnvironment(value: unknown): void {
  if (!isObject(value)) refuse('definition', 'an object');
  const { source, state, secrets, tool, limits } = value;
  const demand = (name: string, given: unknown, test: Test, what: string) => {
    if (!test(given)) refuse(name, what);
  };
  demand('name', value.name, isText, 'text');
  checkName('environment name', String(value.name));
  demand('source', source, isSource, 'a directory or a git repository');
  demand('ref', value.ref, optional(isText), 'text');
  demand('directory', value.directory, isText, 'text');
  demand('state', state, isState, `one of ${STATE_TYPES.join(', ')}`);
  demand('variables', value.variables, isJsonObject, 'an object of JSON');
  demand('variableFiles', value.variableFiles, isListOf(isText), 'a list');
  demand('secrets', secrets, isListOf(isSecret), 'a list of secrets');
  demand('env', value.env, isTexts, 'an object of texts');
  demand('tool', tool, isTool, 'an object');
  demand(
    'limits',
    limits,
    optional(isLimits),
    `numbers of ${LIMITS.join(', ')}`,
  );
  checkRef(typeof value.ref === 'string' ? value.ref : undefined);
}

function refuse(name: string, what: string): never {
  throw new RunFailure(`The environment's ${name} must be ${what}`, {
    nextStep: `Correct ${name} in the definition of the environment.`,
  });
}
