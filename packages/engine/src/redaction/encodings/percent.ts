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
  // URLSearchParams, HTML forms
  '-_.*',
];

/** Codes of characters, which are asked for again and again. */
const CODES = new Map<string, string>();
const MOST_CODES = 1_000;

/** Text as it stands in URLs and forms, with digits in both cases. */
export function* percentForms(text: string): Iterable<string> {
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
    unreserved.includes(character) ? character : codeOf(character),
  );
}

function codeOf(character: string): string {
  let code = CODES.get(character);
  if (code === undefined) {
    const hex = Buffer.from(character, 'utf8').toString('hex').toUpperCase();
    code = hex.replace(/../g, '%$&');
    if (CODES.size < MOST_CODES) CODES.set(character, code);
  }
  return code;
}
