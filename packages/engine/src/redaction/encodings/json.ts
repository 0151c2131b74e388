/** Text as it stands between the quotes of a JSON string, once and twice encoded. */
export function* jsonForms(text: string): Iterable<string> {
  const once = new Set([
    inJson(text),
    inGoJson(text),
    inAsciiJson(text),
    // PHP, and some JavaScript that is written into pages.
    inJson(text).replaceAll('/', '\\/'),
  ]);
  for (const form of once) {
    yield form;
    // .NET and Java write the digits in upper case.
    yield upperCaseEscapes(form);
  }
  // `jsonencode` in an attribute, printed in a JSON stream.
  for (const form of once) {
    yield inJson(form);
    yield inGoJson(form);
  }
}

export function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Go's encoder, and Terraform's `jsonencode`, make JSON safe for HTML. */
export function inGoJson(text: string): string {
  return inJson(text)
    .replace(/[<>&\u2028\u2029]/g, unicodeEscape)
    .replace(/\\[bf]/g, escape => (escape === '\\b' ? '\\u0008' : '\\u000c'));
}

/** Python's encoder writes nothing but ASCII. */
function inAsciiJson(text: string): string {
  return inJson(text).replace(/[^ -~]/g, unicodeEscape);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function upperCaseEscapes(json: string): string {
  return json.replace(
    /\\u([0-9a-f]{4})/g,
    (_, digits: string) => `\\u${digits.toUpperCase()}`,
  );
}
