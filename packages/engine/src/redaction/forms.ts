import { base64Forms, hexForms } from './encodings/base64';
import { inGoJson, inJson, jsonForms } from './encodings/json';
import { percentForms } from './encodings/percent';
import { markupForms, quotedForms } from './encodings/quoting';
import { doubleQuoted, escapeTemplates } from './hclText';
import { SHORTEST } from './maskability';
import { partsOf } from './parts';
import type { SecretValue } from './types';

/**
 * Of a longer text only the common encodings are looked for as a whole: all of
 * them would take hundreds of megabytes. Its lines and members have them all.
 * Characters.
 */
const LONGEST_IN_ALL_ENCODINGS = 8_192;

/** Every text that gives a value away: its parts, in the encodings that tools print them in. */
export function formsOf(secret: SecretValue): Map<string, string | undefined> {
  const forms = new Map<string, string | undefined>();
  for (const { value, name } of partsOf(secret)) {
    for (const form of encodingsOf(value)) {
      if (form.length >= SHORTEST && !forms.has(form)) forms.set(form, name);
    }
  }
  return forms;
}

function* encodingsOf(text: string): Iterable<string> {
  yield text;
  yield* base64Forms(text);
  if (text.length <= LONGEST_IN_ALL_ENCODINGS) yield* hexForms(text);
  // No encoder below touches these, and a plan may hold thousands of them.
  if (/^[A-Za-z0-9_.-]*$/.test(text)) return;
  yield doubleQuoted(text);
  yield escapeTemplates(text);
  if (text.length > LONGEST_IN_ALL_ENCODINGS) {
    yield inJson(text);
    yield inGoJson(text);
    return;
  }
  yield inJson(doubleQuoted(text));
  yield* jsonForms(text);
  yield* quotedForms(text);
  yield* markupForms(text);
  yield* percentForms(text);
  // The payload of a JSON Web Token.
  for (const json of new Set([inJson(text), inGoJson(text)])) {
    if (json !== text) yield* base64Forms(json);
  }
}
