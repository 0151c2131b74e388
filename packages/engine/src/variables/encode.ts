import { isObject, parseJson } from '../json/narrow';
import { escapeTemplates } from '../redaction/hclText';
import type { Json } from '../types';

/** Terraform takes the text of these as it is; of any other type, as an expression. */
const LITERAL_TYPES = new Set(['string', 'number', 'bool']);

/** Fewer digits are too likely to be a port or a year elsewhere. */
const SHORTEST_NUMBER = 6;

/**
 * The value of `TF_VAR_…`. Terraform reads it by the type that the variable is
 * declared with: the text itself for `string`, `number`, `bool` and no type, an
 * HCL expression for any other
 * (https://developer.hashicorp.com/terraform/language/values/variables).
 *
 * @param type - the type constraint as declared, without blanks
 */
export function encodeVariable(value: Json, type: string | undefined): string {
  if (type === undefined || LITERAL_TYPES.has(type)) {
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  if (typeof value !== 'string') return expressionOf(value);
  // `any` takes a string for what it is; a list or an object must be in the text.
  if (type === 'any') return expressionOf(value);
  const document = parseJson(value);
  return Array.isArray(document) || isObject(document)
    ? escapeTemplates(value)
    : value;
}

/** Every text in a secret that must not be seen, those of a document's members included. */
export function secretTexts(value: Json): string[] {
  const texts = new Set<string>();
  addTexts(value, texts);
  if (typeof value === 'string') {
    const document = parseJson(value);
    if (Array.isArray(document) || isObject(document)) {
      addTexts(document, texts);
    }
  } else {
    texts.add(JSON.stringify(value));
  }
  return [...texts];
}

function addTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'number') {
    const digits = String(value);
    if (digits.length >= SHORTEST_NUMBER) into.add(digits);
  } else if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(member => addTexts(member, into));
  }
}

/** JSON is an HCL expression, but for its templates. */
function expressionOf(value: Json): string {
  return escapeTemplates(JSON.stringify(value));
}
