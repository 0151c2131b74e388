/**
 * The texts that the tripwire looks for. Written apart from the redactor's own
 * forms on purpose, and simpler: an error in one of the two is seen by the other.
 * Nothing of the redactor may be imported here.
 */

/** Shorter texts are found by chance, and end no run. Characters. */
const SHORTEST = 8;

/** @returns none for a value that is too short to be looked for */
export function needlesOf(secret: string): string[] {
  const values = new Set<string>();
  for (const text of [secret, secret.trim()]) {
    values.add(text);
    // A key is printed line by line.
    for (const line of text.split('\n')) {
      if (!line.includes('-----')) values.add(line.trim());
    }
  }
  const needles = new Set<string>();
  for (const value of values) {
    if (value.length < SHORTEST) continue;
    for (const needle of spellingsOf(value)) {
      if (needle.length >= SHORTEST) needles.add(needle);
    }
  }
  return [...needles];
}

function spellingsOf(value: string): string[] {
  const quoted = JSON.stringify(value);
  const json = quoted.substring(1, quoted.length - 1);
  const goJson = json
    .split('&')
    .join('\\u0026')
    .split('<')
    .join('\\u003c')
    .split('>')
    .join('\\u003e');
  const url = encodeURIComponent(value);
  return [
    value,
    json,
    goJson,
    url,
    url.split('%20').join('+'),
    Array.from(Buffer.from(value), byte =>
      byte.toString(16).padStart(2, '0'),
    ).join(''),
    ...insideBase64(value),
  ];
}

/** What base64 makes of the whole groups of three bytes, behind 0, 1 and 2 other bytes. */
function insideBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap(skipped => {
    const groups = Math.floor((bytes.length - skipped) / 3);
    const encoded = bytes
      .subarray(skipped, skipped + groups * 3)
      .toString('base64');
    return [encoded, encoded.split('+').join('-').split('/').join('_')];
  });
}
