import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HygieneCheck } from '@backstage-iac/plugin-iac-common';
import { literalOf } from '../hcl/literal';
import { readBody } from '../hcl/readBody';
import type { Json } from '../types';
import { conclude } from './conclude';
import { isPlaceholder } from './placeholders';
import { filesOf } from './sourceFiles';

/** Whether the template of the file of secrets holds none. */
export async function checkTemplate(options: {
  workingCopy: string;
  rootModule: string;
}): Promise<HygieneCheck> {
  const { workingCopy, rootModule } = options;
  const [file] = await filesOf(rootModule, /^secrets\.auto\.tfvars\.example$/);
  if (!file) {
    return {
      id: 'template',
      status: 'not-applicable',
      summary: 'The root module has no secrets.auto.tfvars.example',
      evidence: [],
    };
  }
  const relative = path.relative(workingCopy, file);
  const { attributes } = readBody(await readFile(file, 'utf8'));
  const found = [...attributes]
    .filter(([, { expression }]) => !standsForValue(literalOf(expression)))
    .map(([name, { line }]) => ({
      file: relative,
      line,
      message: `gives '${name}' a value that is no placeholder`,
    }));
  return conclude('template', {
    found,
    none: 'The template has placeholders only',
    some: 'The template has values that look real',
    nextStep:
      'Replace them by placeholders such as "<from vault:kv/prod/db#password>", and rotate what was real.',
  });
}

/** A number may be a PIN; whether it is, nobody can tell. */
function standsForValue(value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (typeof value === 'string') return isPlaceholder(value);
  if (typeof value === 'number') return value === 0;
  if (value === null || typeof value === 'boolean') return true;
  return Object.values(value).every(standsForValue);
}
