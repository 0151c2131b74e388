import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HygieneEvidence } from '@backstage-iac/plugin-iac-common';
import { literalOf } from '../hcl/literal';
import { readBody, type Body, type Block } from '../hcl/readBody';
import { asObject, isObject, parseJson } from '../json/narrow';
import type { Json } from '../types';
import type { Module } from './modules';
import { isPlaceholder, isPointer } from './placeholders';
import { looksSensitive } from './sensitiveNames';
import { filesOf } from './sourceFiles';

/** A name that is given a value. */
interface Assignment {
  name: string;
  /** Absent when it is an expression. */
  value?: Json;
  line?: number;
  /** `a default`, `an argument of module "db"`. */
  where: string;
  declarations: Module['declarations'];
}

/**
 * Literals that are assigned to what looks like a secret, in the variable
 * files of the root module, and in the defaults and module arguments of it and
 * of the local modules that it calls.
 *
 * @param options.variableFiles - further ones, relative to the root module
 */
export async function findLiterals(options: {
  workingCopy: string;
  rootModule: string;
  /** As {@link readModules} read them. */
  modules: ReadonlyMap<string, Module>;
  variableFiles: readonly string[];
}): Promise<HygieneEvidence[]> {
  const { workingCopy, rootModule, modules } = options;
  const relative = (file: string) => path.relative(workingCopy, file);
  const found: HygieneEvidence[] = [];
  const report = (file: string, assignments: Assignment[]) => {
    for (const assignment of assignments) {
      const reason = reasonOf(assignment);
      if (!reason) continue;
      found.push({
        file: relative(file),
        ...(assignment.line === undefined ? {} : { line: assignment.line }),
        message: `'${assignment.name}' ${reason}, and its value is written down as ${assignment.where}`,
      });
    }
  };
  const root = modules.get(rootModule);
  for (const file of await variableFilesOf(rootModule, options.variableFiles)) {
    report(file, await inVariableFile(file, root?.declarations ?? new Map()));
  }
  for (const module of modules.values()) {
    for (const { path: file, body, calls } of module.files) {
      report(file, [
        ...inDefaults(body, module),
        ...calls.flatMap(({ block, folder }) =>
          inArguments(block, modules.get(folder ?? '')),
        ),
      ]);
    }
    for (const file of await filesOf(module.folder, /\.(tf|tofu)\.json$/)) {
      report(file, inJsonDefaults(await readFile(file, 'utf8'), module));
    }
  }
  return found;
}

/** Why the assignment gives a secret away, if it does. */
function reasonOf({
  name,
  value,
  declarations,
}: Assignment): string | undefined {
  const declared = declarations.get(name);
  if (declared?.sensitive || declared?.ephemeral) {
    const word = declared.sensitive ? 'sensitive' : 'ephemeral';
    return hasText(value, isPlaceholder) ? `is declared ${word}` : undefined;
  }
  return holdsSecret(name, value) ? 'looks like a secret' : undefined;
}

function holdsSecret(name: string, value: Json | undefined): boolean {
  if (looksSensitive(name)) {
    return hasText(value, text => isPlaceholder(text) || isPointer(text));
  }
  // Of an object, the names of its members count.
  if (Array.isArray(value)) return value.some(item => holdsSecret('', item));
  return (
    isObject(value) &&
    Object.entries(value).some(([key, member]) => holdsSecret(key, member))
  );
}

/** Numbers and booleans are no secrets that anybody could tell from settings. */
function hasText(
  value: Json | undefined,
  isHarmless: (text: string) => boolean,
): boolean {
  if (typeof value === 'string') return !isHarmless(value);
  if (value === undefined || value === null) return false;
  if (typeof value !== 'object') return false;
  return Object.values(value).some(item => hasText(item, isHarmless));
}

/** What Terraform loads by itself, what people name by hand, and what the definition names. */
async function variableFilesOf(
  rootModule: string,
  further: readonly string[],
): Promise<string[]> {
  const own = await filesOf(rootModule, /\.tfvars(\.json)?$/);
  const named = further.map(file => path.resolve(rootModule, file));
  return [...new Set([...own, ...named])];
}

async function inVariableFile(
  file: string,
  declarations: Module['declarations'],
): Promise<Assignment[]> {
  const text = await readFile(file, 'utf8');
  const where = 'a literal';
  if (file.endsWith('.json')) {
    return Object.entries(asObject(parseJson(text))).map(([name, value]) => ({
      name,
      value: value as Json,
      where,
      declarations,
    }));
  }
  return assignmentsOf(readBody(text), where, declarations);
}

function assignmentsOf(
  { attributes }: Body,
  where: string,
  declarations: Module['declarations'],
): Assignment[] {
  return [...attributes].map(([name, { expression, line }]) => ({
    name,
    value: literalOf(expression),
    line,
    where,
    declarations,
  }));
}

function inDefaults(body: Body, { declarations }: Module): Assignment[] {
  return body.blocks
    .filter(({ type, labels }) => type === 'variable' && labels.length === 1)
    .flatMap(block => {
      const given = block.body.attributes.get('default');
      if (!given) return [];
      return [
        {
          name: block.labels[0],
          value: literalOf(given.expression),
          line: given.line,
          where: 'a default',
          declarations,
        },
      ];
    });
}

function inJsonDefaults(text: string, { declarations }: Module): Assignment[] {
  return Object.entries(asObject(asObject(parseJson(text)).variable)).map(
    ([name, block]) => ({
      name,
      value: asObject(block).default as Json | undefined,
      where: 'a default',
      declarations,
    }),
  );
}

function inArguments(block: Block, callee: Module | undefined): Assignment[] {
  const where = `an argument of module "${block.labels[0] ?? ''}"`;
  return assignmentsOf(
    block.body,
    where,
    callee?.declarations ?? new Map(),
  ).filter(({ name }) => name !== 'source' && name !== 'version');
}
