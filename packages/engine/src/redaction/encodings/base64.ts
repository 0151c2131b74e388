/** Columns at which `base64` and PEM break their lines. */
const COLUMNS = [76, 64];

/**
 * A value inside a longer text is encoded together with its neighbours: what
 * stays the same is the interior, once for each of the three positions of its
 * first byte. Both alphabets.
 */
export function* base64Forms(text: string): Iterable<string> {
  const bytes = Buffer.from(text, 'utf8');
  const whole = bytes.toString('base64');
  const lines = COLUMNS.filter(columns => whole.length > columns).flatMap(
    columns => whole.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [],
  );
  for (const form of [whole, ...interiors(bytes), ...lines]) {
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

/** Two digits for each byte. */
export function* hexForms(text: string): Iterable<string> {
  const hex = Buffer.from(text, 'utf8').toString('hex');
  yield hex;
  yield hex.toUpperCase();
}
