/**
 * The texts that the tripwire looks for. Written apart from the redactor's own
 * forms on purpose, and simpler: an error in one of the two is seen by the other.
 * Nothing of the redactor may be imported here.
 */

/** Shorter texts are found by chance, and end no run. Characters. */
const SHORTEST = 8;

/** @returns none for a value that is too short to be looked for */
export function needlesOf(secret: string): string[] {
  const values = new Set([secret, secret.trim()]);
  // A key is printed line by line, and of a document one member.
  for (const part of [...secret.split('\n'), ...membersOf(secret)]) {
    if (!isWord(part) && !part.includes('-----')) values.add(part.trim());
  }
  const needles = new Set<string>();
  for (const value of values) {
    if (value.trim().length < SHORTEST) continue;
    for (const needle of spellingsOf(value)) {
      if (needle.length >= SHORTEST) needles.add(needle);
    }
  }
  return [...needles];
}

/** The user `administrator` in a document is no secret. */
function isWord(text: string): boolean {
  return /^[A-Za-z_]{0,24}$/.test(text.trim());
}

function membersOf(secret: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(secret, (_, value: unknown) => {
      if (typeof value === 'string') found.push(value);
      return value;
    });
  } catch {
    // It is no document.
  }
  return found;
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
