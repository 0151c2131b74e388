import type {
  VariableAdvice,
  VariableOrigin,
} from '@backstage-iac/plugin-iac-common';
import { asList, asObject, asText } from '../json/narrow';
import type { Path } from '../plan/PlanJson';
import { formatPath } from '../plan/paths';
import { redactAddress } from '../plan/resourceChanges';
import type { Redactor } from '../redaction';
import type { SecretVariable } from '../types';
import type { Declaration } from './declarations';

/** Places in the state that are named; a stack may have thousands. */
const NAMED_PLACES = 50;

/** What could be safer about the variables, with its place. */
export function adviseOnVariables(options: {
  declarations: ReadonlyMap<string, Declaration>;
  origins: VariableOrigin[];
  secrets: SecretVariable[];
}): VariableAdvice[] {
  const { declarations, origins, secrets } = options;
  const advice: VariableAdvice[] = [];
  for (const { name, sensitive, ephemeral, place } of declarations.values()) {
    if (!sensitive || ephemeral) continue;
    advice.push({
      code: 'sensitive-not-ephemeral',
      message: `Variable '${name}' is sensitive but not ephemeral, so that plan files hold its value in clear`,
      place,
    });
  }
  for (const { name } of secrets) {
    const declared = declarations.get(name);
    if (!declared) {
      advice.push({
        code: 'secret-undeclared',
        message: `Secret '${name}' is given, but the root module declares no such variable`,
      });
    } else if (!declared.sensitive && !declared.ephemeral) {
      advice.push({
        code: 'secret-not-sensitive',
        message: `Variable '${name}' is given from a secret, but is declared neither sensitive nor ephemeral`,
        place: declared.place,
      });
    }
  }
  for (const { name, origin, overrides } of origins) {
    if (!overrides.some(({ kind }) => kind === 'secret')) continue;
    const file = origin.kind === 'file' ? origin.file : undefined;
    advice.push({
      code: 'secret-overridden',
      message: `Secret '${name}' is not used: ${
        file ?? "the environment's definition"
      } gives the variable another value`,
      ...(file ? { place: file } : {}),
    });
  }
  return advice;
}

/**
 * Sensitive values that the state will hold in clear after an apply: all but
 * those of ephemeral and write-only arguments, which a plan shows as null.
 *
 * @param planJson - parsed output of `terraform show -json PLANFILE`; nothing to say without one
 */
export function adviseOnState(
  planJson: unknown,
  redactor: Redactor,
): VariableAdvice[] {
  const { outputs, root_module: root } = asObject(
    asObject(planJson).planned_values,
  );
  const places = [
    ...sensitivePlaces(root).map(place => redactAddress(place, redactor)),
    ...Object.entries(asObject(outputs))
      .filter(([, output]) => asObject(output).sensitive === true)
      .map(([name]) => `output.${name}`),
  ];
  const advice = places.slice(0, NAMED_PLACES).map(
    (place): VariableAdvice => ({
      code: 'sensitive-in-state',
      message: `The state holds the sensitive value of ${place} in clear`,
      place,
    }),
  );
  const more = places.length - NAMED_PLACES;
  return more > 0
    ? [
        ...advice,
        {
          code: 'sensitive-in-state',
          message: `The state holds ${more} more sensitive values in clear`,
        },
      ]
    : advice;
}

function sensitivePlaces(module: unknown): string[] {
  const { resources, child_modules: children } = asObject(module);
  return [
    ...asList(resources)
      .map(asObject)
      .filter(({ mode }) => mode === 'managed')
      .flatMap(resource =>
        markedPaths(resource.values, resource.sensitive_values).map(
          path => `${asText(resource.address)}.${formatPath(path)}`,
        ),
      ),
    ...asList(children).flatMap(sensitivePlaces),
  ];
}

/** Paths below a mark of `true` that have a value, or will have one. */
function markedPaths(value: unknown, marks: unknown, path: Path = []): Path[] {
  if (marks === true) return value === null ? [] : [path];
  if (Array.isArray(marks)) {
    return marks.flatMap((mark, index) =>
      markedPaths(asList(value)[index], mark, [...path, index]),
    );
  }
  return Object.entries(asObject(marks)).flatMap(([key, mark]) =>
    markedPaths(asObject(value)[key], mark, [...path, key]),
  );
}
