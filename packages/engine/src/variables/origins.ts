import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type {
  VariableOrigin,
  VariableSource,
} from '@backstage-iac/plugin-iac-common';
import { readBody } from '../hcl/readBody';
import { asObject, parseJson } from '../json/narrow';
import type { EngineEnvironment } from '../types';
import type { Declaration } from './declarations';

/**
 * Which value of each declared variable is in force. Terraform's order, from
 * weakest to strongest: default, `TF_VAR_…`, `terraform.tfvars`,
 * `terraform.tfvars.json`, `*.auto.tfvars` in the order of bytes, then what the
 * command line names: here the environment's variable files and definition.
 *
 * @param rootModule - of the working copy, as Terraform sees it
 */
export async function readOrigins(options: {
  environment: EngineEnvironment;
  rootModule: string;
  declarations: ReadonlyMap<string, Declaration>;
}): Promise<VariableOrigin[]> {
  const { environment, rootModule, declarations } = options;
  const given = new Map<string, VariableSource[]>();
  const add = (name: string, source: VariableSource) => {
    given.set(name, [source, ...(given.get(name) ?? [])]);
  };
  for (const { name, source, version } of environment.secrets) {
    add(name, { kind: 'secret', source, version });
  }
  const files = [
    ...(await loadedFiles(rootModule)),
    ...environment.variableFiles,
  ];
  for (const file of files) {
    for (const name of await assignedNames(rootModule, file)) {
      add(name, { kind: 'file', file });
    }
  }
  for (const name of Object.keys(environment.variables)) {
    add(name, { kind: 'definition' });
  }
  return [...declarations.values()]
    .map(({ name, sensitive, ephemeral }): VariableOrigin => {
      const [origin = { kind: 'default' as const }, ...overrides] =
        given.get(name) ?? [];
      return { name, origin, overrides, sensitive, ephemeral };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Files that Terraform takes without being told, weakest first. */
async function loadedFiles(rootModule: string): Promise<string[]> {
  const entries = await readdir(rootModule, { withFileTypes: true });
  const names = entries
    .filter(entry => !entry.isDirectory())
    .map(({ name }) => name);
  const automatic = names
    .filter(name => /\.auto\.tfvars(\.json)?$/.test(name))
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return [
    ...['terraform.tfvars', 'terraform.tfvars.json'].filter(name =>
      names.includes(name),
    ),
    ...automatic,
  ];
}

async function assignedNames(
  rootModule: string,
  file: string,
): Promise<string[]> {
  const text = await readFile(path.resolve(rootModule, file), 'utf8');
  return file.endsWith('.json')
    ? Object.keys(asObject(parseJson(text)))
    : [...readBody(text).attributes.keys()];
}
