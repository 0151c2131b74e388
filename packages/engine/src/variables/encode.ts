import { isObject, parseJson } from '../json/narrow';
import { escapeTemplates } from '../redaction/hclText';
import type { Json } from '../types';

/** Terraform takes the text of these as it is; of any other type, as an expression. */
const LITERAL_TYPES = new Set(['string', 'number', 'bool']);

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
    return textOf(value);
  }
  if (typeof value !== 'string') return expressionOf(value);
  // `any` takes a string for what it is; a list or an object must be in the text.
  if (type === 'any') return expressionOf(value);
  const document = parseJson(value);
  return Array.isArray(document) || isObject(document)
    ? escapeTemplates(value)
    : value;
}

/** A value as it stands in text: a string as it is, any other as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** JSON is an HCL expression, but for its templates. */
function expressionOf(value: Json): string {
  return escapeTemplates(JSON.stringify(value));
}
