import { Redactor } from '.';

const MARK = /\[redacted(:[\w.-]+)?\]/;

const PEM = [
  '-----BEGIN PRIVATE KEY-----',
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
  'MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu',
  '-----END PRIVATE KEY-----',
  '',
].join('\n');

const LONG = Array.from({ length: 1000 }, (_, i) => `${i % 10}abcdefg`).join(
  '',
);

/**
 * Ways in which the maskers of other products were bypassed, and encodings in
 * which Terraform, providers and shells print a value.
 *
 * Secret, text, and what may not be left of it.
 */
const VECTORS: Array<[string, string, string, string[]]> = [
  ['as it is', 'S3cr3t&<pass>"x', 'it is S3cr3t&<pass>"x', ['S3cr3t']],
  ['in JSON', 'S3cr3t&<pass>"x', '{"p":"S3cr3t&<pass>\\"x"}', ['S3cr3t']],
  [
    'in Go’s JSON',
    'S3cr3t&<pass>"x',
    '{"p":"S3cr3t\\u0026\\u003cpass\\u003e\\"x"}',
    ['S3cr3t', 'pass'],
  ],
  [
    'in Go’s JSON in JSON',
    'S3cr3t&<pass>"x',
    '"{\\"p\\":\\"S3cr3t\\\\u0026\\\\u003cpass\\\\u003e\\\\\\"x\\"}"',
    ['S3cr3t', 'pass'],
  ],
  [
    'in JSON with upper-case digits',
    'S3cr3t&<pass>"x',
    'S3cr3t\\u0026\\u003Cpass\\u003E\\"x',
    ['S3cr3t', 'pass'],
  ],
  ['in ASCII JSON', 'pässwörter', 'p\\u00e4ssw\\u00f6rter', ['ssw']],
  [
    'in a shell’s single quotes',
    "Pass'word'123!",
    "echo 'Pass'\\''word'\\''123!'",
    ['word', '123'],
  ],
  [
    'by printf %q',
    "Pass'word'123!",
    "echo Pass\\'word\\'123\\!",
    ['word', '123'],
  ],
  ['in SQL', "Pass'word'123!", "'Pass''word''123!'", ['word', '123']],
  ['in double quotes', 'say "cheese"', '"say \\"cheese\\""', ['cheese']],
  [
    'by encodeURIComponent',
    'p%20a+b/c= d',
    encodeURIComponent('p%20a+b/c= d'),
    ['p%25', 'c%3D'],
  ],
  [
    'in a URL with lower case',
    'p%20a+b/c= d',
    'p%2520a%2bb%2fc%3d%20d',
    ['p%25', 'c%3d'],
  ],
  [
    'in a form',
    'p%20a+b/c= d',
    new URLSearchParams({ p: 'p%20a+b/c= d' }).toString(),
    ['%252', 'c%3D'],
  ],
  [
    'in XML',
    'a<b>&"c"',
    '<p>a&lt;b&gt;&amp;&quot;c&quot;</p>',
    ['a&lt;', 'c&'],
  ],
  ['in Go’s HTML', 'a<b>&"c"', 'a&lt;b&gt;&amp;&#34;c&#34;', ['a&lt;', 'c&']],
  ['in hex', 'Password123!', '50617373776f726431323321', ['5061']],
  ['in upper-case hex', 'Password123!', '50617373776F726431323321', ['5061']],
  [
    'in the middle of base64',
    'Password123!',
    Buffer.from('user:Password123!@db:5432/app').toString('base64'),
    ['UGFzc3', 'Bhc3N3', 'YXNzd2'],
  ],
  [
    'in base64url',
    'Password?>123!',
    Buffer.from('user:Password?>123!@db').toString('base64url'),
    ['QYXNzd29'],
  ],
  [
    'in the payload of a token',
    'S3cr3t"pass"',
    `eyJhbGciOiJub25lIn0.${Buffer.from(
      JSON.stringify({ sub: 'ada', password: 'S3cr3t"pass"' }),
    ).toString('base64url')}.`,
    ['UzNjc', 'TM2NyM', 'MzY3Iz', 'xwYXNz'],
  ],
  [
    'in base64 that is broken into lines',
    LONG,
    (
      Buffer.from(LONG)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n'),
    ['YWJj', 'FiY2'],
  ],
  ['that repeats itself', 'aaaaaaaa', 'aaaaaaaaa', ['aa']],
  ['of several lines', PEM, PEM, ['MIIE', 'MzEf']],
  [
    'of several lines, indented',
    PEM,
    PEM.replace(/^/gm, '      '),
    ['MIIE', 'MzEf'],
  ],
  [
    'of several lines with CRLF',
    PEM.replaceAll('\n', '\r\n'),
    PEM,
    ['MIIE', 'MzEf'],
  ],
  [
    'of several lines, printed with CRLF',
    PEM,
    PEM.replaceAll('\n', '\r\n'),
    ['MIIE', 'MzEf'],
  ],
  ['of several lines in JSON', PEM, JSON.stringify({ PEM }), ['MIIE', 'MzEf']],
  ['without its newline', 'hunter2-hunter2\n', 'hunter2-hunter2.', ['hunter']],
  [
    'composed and printed decomposed',
    'caf\u00e9-secret',
    'cafe\u0301-secret',
    ['secret'],
  ],
  [
    'decomposed and printed composed',
    'cafe\u0301-secret',
    'caf\u00e9-secret',
    ['secret'],
  ],
  [
    'with the specials of replace',
    'a$&b$1c$`d',
    'is a$&b$1c$`d.',
    ['a$', '$1'],
  ],
  ['of 8000 characters', LONG, `<${LONG}>`, ['abc']],
  [
    'in two colours',
    'hunter2-hunter2',
    '\x1b[31mhunter2\x1b[0m\x1b[1m-hunter2\x1b[0m',
    ['hunter2'],
  ],
  [
    'in a link of a terminal',
    'hunter2-hunter2',
    'hunter2\x1b]8;;https://x\x07-hunter2\x1b]8;;\x07',
    ['hunter2'],
  ],
  [
    'within another secret’s URL',
    'https://ada:hunter2-hunter2@git.example.com/',
    'fatal: hunter2-hunter2 refused',
    ['hunter2'],
  ],
  [
    'in the message of a failing validation',
    'hunter2-hunter2',
    'var.pw is "hunter2-hunter2"',
    ['hunter2'],
  ],
  [
    'in the warning about an overridden variable',
    'hunter2-hunter2',
    'The saved plan specifies "hunter2-hunter2" as the value whereas during apply the value "x" was set',
    ['hunter2'],
  ],
  [
    'in an attribute by jsonencode',
    'S3cr3t&<pass>"x',
    '+ input = jsonencode({ pw = "S3cr3t&<pass>\\"x" })',
    ['S3cr3t', 'pass'],
  ],
  [
    'in `terraform output -json`',
    'S3cr3t&<pass>"x',
    '{"pw":{"sensitive":true,"type":"string","value":"S3cr3t\\u0026\\u003cpass\\u003e\\"x"}}',
    ['S3cr3t', 'pass'],
  ],
  [
    'in a request that a provider’s error quotes',
    'hunter2-hunter2',
    'POST /users: 400: {"user":"ada","password":"hunter2-hunter2"}',
    ['hunter2'],
  ],
  [
    'in an environment that a stack trace shows',
    'hunter2-hunter2',
    "{ env: { TF_VAR_pw: 'hunter2-hunter2' } }\n    at main (x.js:1:1)",
    ['hunter2'],
  ],
];

describe('a value', () => {
  it.each(VECTORS)('%s', (_, secret, text, forbidden) => {
    const redactor = Redactor.create([{ name: 'pw', value: secret }]);
    // Or the test would prove nothing.
    expect(forbidden.some(piece => text.includes(piece))).toBe(true);
    const redacted = redactor.redact(text);
    expect(redacted).toMatch(MARK);
    for (const piece of forbidden) expect(redacted).not.toContain(piece);
    expect(redactor.redact(redacted)).toBe(redacted);
  });

  it.each([
    ['that overlaps itself', 'ababcababc', ['abab', 'ababc', 'ababc', 'x']],
    ['of 8000 characters', LONG, [LONG.slice(0, 5000), LONG.slice(5000)]],
    [
      'with an emoji torn apart',
      'key-\u{1f511}-secret',
      ['key-\ud83d', '\udd11-secret'],
    ],
    [
      'over two lines',
      'first line\nsecond line',
      ['first line\n', 'second line\n'],
    ],
    [
      'in a colour that is torn apart',
      'hunter2-hunter2',
      ['hunter2-\x1b', '[31', 'mhunter2'],
    ],
  ])('%s is found across pieces', (_, secret, pieces) => {
    const stream = Redactor.create([secret]).stream();
    const answer =
      pieces.map(piece => stream.write(piece)).join('') + stream.end();
    expect(answer).toMatch(MARK);
    expect(answer).not.toContain(secret);
    expect(answer).toBe(Redactor.create([secret]).redact(pieces.join('')));
  });

  it('that holds another secret is replaced as a whole', () => {
    const redactor = Redactor.create([
      { name: 'inner', value: 'hunter2-hunter2' },
      { name: 'outer', value: 'pre-hunter2-hunter2-post' },
    ]);
    expect(redactor.redact('x pre-hunter2-hunter2-post y')).toBe(
      'x [redacted:outer] y',
    );
  });

  // `nonsensitive(substr(v, 0, 4))`, a hash, a reversal: nothing here can help.
  it.each(['hunt', '2retnuh-2retnuh', 'h u n t e r 2'])(
    'cut or spelled as %j is not found, as the documentation says',
    piece => {
      expect(Redactor.create(['hunter2-hunter2']).redact(`x ${piece}`)).toBe(
        `x ${piece}`,
      );
    },
  );
});
