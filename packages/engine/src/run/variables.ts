import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RunFailure } from '../errors';
import { asObject } from '../json/narrow';
import type { EngineEnvironment } from '../types';
import type { Declaration } from '../variables/declarations';
import { encodeVariable } from '../variables/encode';

const VARIABLE_NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Secrets go to the child's environment alone: arguments and files are easier to see. */
export function secretVariables(
  environment: EngineEnvironment,
  declarations: ReadonlyMap<string, Declaration>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name, value } of environment.secrets) {
    checkVariableName(name);
    values[name] = encodeVariable(value, declarations.get(name)?.type);
  }
  return values;
}

/**
 * Where the environment's variable files are.
 *
 * @throws {@link RunFailure} for one that is not part of the source
 */
function variableFiles(
  environment: EngineEnvironment,
  options: { rootModule: string; source: string },
): string[] {
  return environment.variableFiles.map(file => {
    const found = path.resolve(options.rootModule, file);
    if (found.startsWith(options.source + path.sep)) return found;
    throw new RunFailure(
      `The variable file ${JSON.stringify(file)} is not inside the source`,
      {
        nextStep:
          "Write it relative to the root module, and keep it in the environment's source.",
      },
    );
  });
}

/**
 * Writes the definition's variables and lists all files in their order: those of
 * the code first, so that the definition wins.
 */
export async function variableArguments(
  environment: EngineEnvironment,
  options: { rootModule: string; source: string; variablesFile: string },
): Promise<string[]> {
  const { variablesFile } = options;
  const files = variableFiles(environment, options);
  Object.keys(environment.variables).forEach(checkVariableName);
  if (Object.keys(environment.variables).length > 0) {
    const content = JSON.stringify(environment.variables);
    await writeFile(variablesFile, content, { mode: 0o600 });
    files.push(variablesFile);
  }
  return files.map(file => `-var-file=${file}`);
}

/** Variables that are set and yet not in the plan: Terraform wants those again at apply. */
export function ephemeralVariables(
  planJson: unknown,
  environment: EngineEnvironment,
): string[] {
  const plan = asObject(planJson);
  const root = asObject(asObject(plan.configuration).root_module);
  const stored = asObject(plan.variables);
  const isStored = (name: string) => {
    const { value } = asObject(stored[name]);
    return value !== undefined && value !== null;
  };
  const given = new Set([
    ...environment.secrets.map(({ name }) => name),
    ...Object.keys(environment.variables),
  ]);
  return Object.keys(asObject(root.variables)).filter(
    name => given.has(name) && !isStored(name),
  );
}

/** Values of the named variables, for the environment of apply. */
export function valuesOf(
  names: string[],
  environment: EngineEnvironment,
  declarations: ReadonlyMap<string, Declaration>,
): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment.variables)) {
    all[name] = encodeVariable(value, declarations.get(name)?.type);
  }
  const secrets = secretVariables(environment, declarations);
  // The definition is the stronger one at plan, too.
  return Object.fromEntries(
    Object.entries({ ...secrets, ...all }).filter(([name]) =>
      names.includes(name),
    ),
  );
}

function checkVariableName(name: string): void {
  if (VARIABLE_NAME.test(name)) return;
  throw new RunFailure(
    `${JSON.stringify(name)} is no name of a Terraform variable`,
    { nextStep: "Correct it in the environment's variables or secrets." },
  );
}
