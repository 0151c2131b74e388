import { doubleQuoted, escapeTemplates } from './hclText';

/** A shorter text occurs by chance too often: masking it would destroy the log, and tell its value. */
const SHORTEST = 4;

/** A line of a multi-line value that is shorter says nothing of the value. */
const SHORTEST_LINE = 6;

/** Frames of PEM files: public, and the same in every certificate and key. */
const PEM_FRAME = /^-----(BEGIN|END) [A-Z0-9 ]+-----$/;

/**
 * Whether a value is long enough to be found in text. Shorter ones are only
 * protected where the place of the value is known, as in a plan's JSON.
 *
 * @public
 */
export function isMaskable(value: string): boolean {
  return value.trim().length >= SHORTEST;
}

/** Every text that gives a value away: itself, its lines, and the encodings that tools print it in. */
export function formsOf(value: string): string[] {
  if (!isMaskable(value)) return [];
  const forms = new Set<string>();
  for (const part of partsOf(value)) {
    for (const form of encodingsOf(part)) {
      if (form.length >= SHORTEST) forms.add(form);
    }
  }
  return [...forms];
}

function partsOf(value: string): Set<string> {
  const parts = new Set([value, value.trim()]);
  const lines = value.split(/\r\n|\r|\n/);
  if (lines.length > 1) {
    for (const line of [...lines, ...lines.map(text => text.trim())]) {
      if (line.trim().length >= SHORTEST_LINE && !PEM_FRAME.test(line.trim())) {
        parts.add(line);
      }
    }
  }
  return parts;
}

function* encodingsOf(text: string): Iterable<string> {
  yield text;
  yield* base64Forms(text);
  // No encoder below touches these, and a plan may hold thousands of them.
  if (/^[A-Za-z0-9_.-]*$/.test(text)) return;
  yield* jsonForms(text);
  yield doubleQuoted(text);
  yield escapeTemplates(text);
  yield* percentForms(text);
}

function* jsonForms(text: string): Iterable<string> {
  const json = inJson(text);
  const goJson = inGoJson(text);
  yield json;
  yield goJson;
  // `jsonencode` in an attribute, printed in a JSON stream.
  yield inJson(json);
  yield inGoJson(goJson);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Go's encoder, and Terraform's `jsonencode`, make JSON safe for HTML. */
function inGoJson(text: string): string {
  return inJson(text)
    .replace(/[<>&\u2028\u2029]/g, unicodeEscape)
    .replace(/\\[bf]/g, escape => (escape === '\\b' ? '\\u0008' : '\\u000c'));
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A value inside a longer text is encoded together with its neighbours: what
 * stays the same is the interior, once for each of the three positions of its
 * first byte.
 */
function* base64Forms(text: string): Iterable<string> {
  const bytes = Buffer.from(text, 'utf8');
  for (const form of [bytes.toString('base64'), ...interiors(bytes)]) {
    yield form;
    yield form.replaceAll('+', '-').replaceAll('/', '_');
  }
}

function interiors(bytes: Buffer): string[] {
  return [0, 1, 2].map(offset => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]);
    return encoded
      .toString('base64')
      .slice(Math.ceil((offset * 8) / 6), Math.floor((encoded.length * 8) / 6));
  });
}

/** What each encoder leaves as it is, besides letters and digits. */
const UNRESERVED = [
  // encodeURIComponent
  "-_.!~*'()",
  // Go's url.QueryEscape, RFC 3986
  '-_.~',
  // Go's url.PathEscape
  '-_.~$&+:=@',
  // Go's url.UserPassword
  '-_.~$&+,;=',
];

function* percentForms(text: string): Iterable<string> {
  for (const unreserved of UNRESERVED) {
    const upper = percentEncode(text, unreserved);
    if (upper === text) continue;
    const lower = upper.replace(/%../g, code => code.toLowerCase());
    for (const form of [upper, lower]) {
      yield form;
      yield form.replaceAll('%20', '+');
    }
  }
}

function percentEncode(text: string, unreserved: string): string {
  return text.replace(/[^A-Za-z0-9]/gu, character =>
    unreserved.includes(character)
      ? character
      : Buffer.from(character, 'utf8')
          .toString('hex')
          .toUpperCase()
          .replace(/../g, '%$&'),
  );
}
