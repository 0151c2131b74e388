import type { Json } from '@backstage-iac/engine';
import { SecretSourceError } from './errors';

/** The third argument of a reviver, which Node 22 gives and TypeScript 5.8 does not know. */
type Reviver = (key: string, value: Json, context: { source?: string }) => Json;

/**
 * Parses JSON without losing digits: a number that a double cannot hold becomes
 * the text of its digits, which Terraform converts back.
 *
 * @returns `undefined` for text that is no JSON; the parser's own error would quote it
 * @public
 */
export function parseSecretJson(text: string): Json | undefined {
  const keepDigits: Reviver = (_key, value, { source }) =>
    typeof value === 'number' && source && !isExact(value, source)
      ? source
      : value;
  try {
    return JSON.parse(text, keepDigits as (key: string, value: Json) => Json);
  } catch {
    return undefined;
  }
}

function isExact(value: number, source: string): boolean {
  const digits = source.replace(/[eE].*$|[^0-9]/g, '').replace(/^0+/, '');
  // 15 significant digits survive the way through a double.
  return digits.length <= 15 && Number.isFinite(value);
}

/**
 * One value of a JSON document.
 *
 * @param document - parsed
 * @param field - `a.b.0`, or a JSON pointer such as `/a/b/0`
 * @throws SecretSourceError - `missing`, naming the field alone
 */
export function readField(document: Json, field: string): Json {
  let value: Json | undefined = document;
  for (const step of stepsOf(field)) {
    value = member(value, step);
    if (value === undefined) {
      throw new SecretSourceError('missing', `has no field '${field}'`, {
        nextStep:
          'Check the spelling of the field, and that the secret has it.',
      });
    }
  }
  return value;
}

function stepsOf(field: string): string[] {
  if (!field.startsWith('/')) return field.split('.');
  return field
    .slice(1)
    .split('/')
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function member(value: Json, step: string): Json | undefined {
  if (Array.isArray(value)) {
    return /^(0|[1-9]\d*)$/.test(step) ? value[Number(step)] : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
}
