import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readBody, type Body } from '../hcl/readBody';
import { asObject, asText, isObject, parseJson } from '../json/narrow';

/** A `variable` block of the root module. */
export interface Declaration {
  name: string;
  /** The type constraint as written, without blanks: `object({user=string})`. */
  type?: string;
  sensitive: boolean;
  ephemeral: boolean;
  /** `variables.tf:12`; JSON has no lines. */
  place: string;
}

type Part = Partial<Declaration> & Pick<Declaration, 'name' | 'place'>;

/**
 * Reads what a root module declares. The plan's own JSON tells neither types
 * nor places, nor what is ephemeral.
 */
export async function readDeclarations(
  rootModule: string,
): Promise<Map<string, Declaration>> {
  const declarations = new Map<string, Declaration>();
  for (const file of await codeFiles(rootModule)) {
    const text = await readFile(path.join(rootModule, file), 'utf8');
    const parts = file.endsWith('.json')
      ? jsonParts(file, parseJson(text))
      : hclParts(file, readBody(text));
    for (const part of parts) {
      const known = declarations.get(part.name);
      declarations.set(part.name, {
        sensitive: false,
        ephemeral: false,
        ...part,
        ...known,
        // An override file adds to the block that it overrides.
        ...(known ? overriding(part) : {}),
      });
    }
  }
  return declarations;
}

/** Override files last, as Terraform reads them. */
async function codeFiles(rootModule: string): Promise<string[]> {
  const entries = await readdir(rootModule, { withFileTypes: true });
  const files = entries
    .filter(entry => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter(name => /\.(tf|tofu)(\.json)?$/.test(name));
  const isOverride = (name: string) =>
    /(^|_)override\.(tf|tofu)(\.json)?$/.test(name);
  return [
    ...files.filter(name => !isOverride(name)).sort(),
    ...files.filter(isOverride).sort(),
  ];
}

function overriding({ type, sensitive, ephemeral }: Part) {
  return {
    ...(type === undefined ? {} : { type }),
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(ephemeral === undefined ? {} : { ephemeral }),
  };
}

function hclParts(file: string, body: Body): Part[] {
  return body.blocks
    .filter(({ type, labels }) => type === 'variable' && labels.length === 1)
    .map(block => {
      const { attributes } = block.body;
      const written = (name: string) =>
        attributes
          .get(name)
          ?.expression.filter(({ kind }) => kind !== 'newline')
          .map(({ kind, text }) => (kind === 'string' ? `"${text}"` : text))
          .join('');
      const flag = (name: string) =>
        attributes.has(name) ? written(name) === 'true' : undefined;
      return {
        name: block.labels[0],
        place: `${file}:${block.line}`,
        type: written('type'),
        ...flags(flag('sensitive'), flag('ephemeral')),
      };
    });
}

function jsonParts(file: string, document: unknown): Part[] {
  const { variable } = asObject(document);
  return [variable].flat().flatMap(variables =>
    Object.entries(asObject(variables)).map(([name, given]) => {
      const block: unknown = Array.isArray(given) ? given[0] : given;
      const { type, sensitive, ephemeral } = isObject(block) ? block : {};
      return {
        name,
        place: file,
        type: asText(type)?.replace(/\s/g, ''),
        ...flags(
          sensitive === undefined ? undefined : sensitive === true,
          ephemeral === undefined ? undefined : ephemeral === true,
        ),
      };
    }),
  );
}

function flags(sensitive?: boolean, ephemeral?: boolean) {
  return {
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(ephemeral === undefined ? {} : { ephemeral }),
  };
}
