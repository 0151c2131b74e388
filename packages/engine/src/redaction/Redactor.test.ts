import { isMaskable, Redactor, type SecretValue } from '.';

const PASSWORD = 'S3cr&t/<pass> "word"+é';

function redact(values: Array<string | SecretValue>, text: string): string {
  return Redactor.create(values).redact(text);
}

describe('Redactor', () => {
  it('says which secret it was, and nothing else of it', () => {
    expect(
      redact(
        [{ name: 'db_password', value: 'hunter2-hunter2' }],
        'psql: hunter2-hunter2!',
      ),
    ).toBe('psql: [redacted:db_password]!');
  });

  it.each(['a name', 'x]', '', '$&', 'a'.repeat(81)])(
    'does not show %j as a name',
    name => {
      expect(
        redact([{ name, value: 'hunter2-hunter2' }], 'hunter2-hunter2'),
      ).toBe('[redacted]');
    },
  );

  it('does not show a name that holds another secret', () => {
    const secrets = [
      { name: 'of_hunter2-hunter2', value: 'correct-horse' },
      { name: 'other', value: 'hunter2-hunter2' },
    ];
    expect(redact(secrets, 'correct-horse, hunter2-hunter2')).toBe(
      '[redacted], [redacted:other]',
    );
  });

  it('hides a value as HCL writes it', () => {
    expect(redact(['a"${b}\n%{c}'], 'x = "a\\"$${b}\\n%%{c}"')).toBe(
      'x = "[redacted]"',
    );
  });

  it.each(['', 'u', 'us', 'user:', 'admin:', 'deploy-bot:'])(
    'hides a password behind %j in the header of basic authentication',
    prefix => {
      const header = Buffer.from(`${prefix}hunter2-hunter2`).toString('base64');
      const answer = redact(
        ['hunter2-hunter2'],
        `Authorization: Basic ${header}`,
      );
      expect(answer).toContain('[redacted]');
      // What is left holds no byte of the password but, at most, its edges.
      expect(
        Buffer.from(answer.split(' ').pop() ?? '', 'base64').toString(),
      ).not.toContain('unter');
    },
  );

  it.each([
    ['postgres://app:p%40ss-w0rd%21@db:5432/x', 'p%40ss-w0rd%21'],
    ['postgres://app:p%40ss-w0rd%21@db:5432/x', 'p@ss-w0rd!'],
    ['amqp://:only-a-password@queue', 'only-a-password'],
  ])('takes the password of the URL %s for a secret', (url, password) => {
    expect(redact([{ name: 'dsn', value: url }], `it is ${password}.`)).toBe(
      'it is [redacted:dsn].',
    );
    expect(redact([url], 'the user app is public')).toBe(
      'the user app is public',
    );
  });

  it('takes each member of a JSON document for a secret', () => {
    const value = JSON.stringify(
      {
        username: 'admin',
        password: 'hunter2-hunter2',
        port: 5432,
        pin: 48151623,
        hosts: [{ dsn: 'mysql://u:swordfish-1@h' }],
      },
      undefined,
      2,
    );
    const secret = { name: 'db', value };
    expect(redact([secret], 'admin hunter2-hunter2 5432 48151623')).toBe(
      'admin [redacted:db.password] 5432 [redacted:db.pin]',
    );
    expect(redact([secret], 'u at swordfish-1')).toBe(
      'u at [redacted:db.hosts.dsn]',
    );
    expect(redact([secret], JSON.stringify(JSON.parse(value)))).toBe(
      '[redacted:db]',
    );
  });

  it('does not show the key of a member that could be a secret itself', () => {
    const secret = { name: 'users', value: '{"ghp4711":"hunter2-hunter2"}' };
    expect(redact([secret], 'hunter2-hunter2')).toBe('[redacted:users]');
  });

  it('hides each line of a key, which a plan prints indented', () => {
    const key =
      '-----BEGIN KEY-----\nMIIBVgIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----\n';
    expect(
      redact(
        [key],
        '  + key = <<-EOT\n      -----BEGIN KEY-----\n      kqhkiG9w0BAQ',
      ),
    ).toBe('  + key = <<-EOT\n      -----BEGIN KEY-----\n      [redacted]');
  });

  it('takes the longest of several values at a place', () => {
    expect(
      redact(
        [
          { name: 'short', value: 'swordfis' },
          { name: 'long', value: 'swordfish-and-chips' },
          { name: 'middle', value: 'swordfish-and' },
        ],
        'swordfish-and-chips!',
      ),
    ).toBe('[redacted:long]!');
  });

  it.each([
    [['abcdefgh', 'ghijklmn'], 'abcdefghijklmn', '[redacted]'],
    [['abababab'], 'xababababaaby', 'x[redacted]aaby'],
    [['aaaaaaaa'], 'aaaaaaaaaaa', '[redacted]'],
    [['abcdefghX', 'bcdefghi'], 'abcdefghi', 'a[redacted]'],
    [['abcdefgh'], 'abcdefghabcdefgh', '[redacted]'],
    [['abcdefgh'], 'abcdabcdefgh', 'abcd[redacted]'],
  ])('finds %j in %s', (values, text, redacted) => {
    expect(redact(values, text)).toBe(redacted);
  });

  it.each([
    ['tok1', 'x=tok1;', 'x=[redacted];'],
    ['tok1', '"tok1"', '"[redacted]"'],
    ['tok1', 'tok1', '[redacted]'],
    ['tok1', 'tok12 atok1 _tok1 étok1', 'tok12 atok1 _tok1 étok1'],
    ['tok1', '│tok1│ «tok1»', '│[redacted]│ «[redacted]»'],
    ['tok1', 'x\\ntok1\\n y%20tok1%20', 'x\\n[redacted]\\n y%20[redacted]%20'],
    ['tok1', '\\u000atok1', '\\u000a[redacted]'],
    ['+ok+', 'a+ok+b', 'a[redacted]b'],
  ])(
    'hides the short value %j in %j only as a word',
    (value, text, redacted) => {
      expect(redact([value], text)).toBe(redacted);
    },
  );

  it('takes what is replaced for the edge of a word', () => {
    expect(
      redact(['tok1', 'swordfish'], 'tok1swordfishtok1 xtok1swordfish'),
    ).toBe('[redacted] xtok1[redacted]');
  });

  it('leaves text alone that holds no secret', () => {
    const text = 'Plan: 1 to add, 0 to change, 0 to destroy.';
    expect(redact([PASSWORD], text)).toBe(text);
    expect(redact([], text)).toBe(text);
  });

  it.each(['', 'abc', '***', '    ', ' ab ', 'true', ' Admin', 'password'])(
    'cannot mask %j',
    value => {
      expect(isMaskable(value)).toBe(false);
      expect(redact([value], `x ${value} y`)).toBe(`x ${value} y`);
    },
  );

  it('learns more values without forgetting the first', () => {
    const redactor = Redactor.create(['first-secret']).extend([
      'second-secret',
    ]);
    expect(redactor.redact('first-secret second-secret')).toBe(
      '[redacted] [redacted]',
    );
  });
});

describe('a stream', () => {
  it('holds back no more than could be a secret', () => {
    const stream = Redactor.create(['hunter2-hunter2']).stream();
    expect(stream.write('password: hun')).toBe('password: ');
    expect(stream.write('gry\n')).toBe('hungry\n');
    expect(stream.write('hunter2-')).toBe('');
    expect(stream.write('hunter2!')).toBe('[redacted]!');
    expect(stream.write('hunt')).toBe('');
    expect(stream.end()).toBe('hunt');
    expect(stream.write('the next')).toBe('the next');
  });

  it('waits for the end of a short word', () => {
    const stream = Redactor.create(['tok1']).stream();
    expect(stream.write('a tok1')).toBe('a ');
    expect(stream.write('2 and tok1')).toBe('tok12 and ');
    expect(stream.write(' ')).toBe('[redacted] ');
    expect(stream.write('x')).toBe('x');
    expect(stream.write('tok1 ')).toBe('tok1 ');
    expect(stream.write('tok1')).toBe('');
    expect(stream.end()).toBe('[redacted]');
  });

  it('waits for the end of a control sequence', () => {
    const stream = Redactor.create(['hunter2-hunter2']).stream();
    expect(stream.write('ok hunter2-\x1b[3')).toBe('ok ');
    expect(stream.write('1mhunter2\x1b[0m!')).toBe('[redacted]\x1b[0m!');
  });

  it('does not hold back a flood of control sequences within a secret', () => {
    const stream = Redactor.create(['hunter2-hunter2']).stream();
    let given = stream.write('hunter2-').length;
    for (let count = 0; count < 10_000; count += 1) {
      given += stream.write('\x1b[1m\x1b[0m').length;
    }
    expect(given).toBe(0);
    // Had all been kept, it would come back here.
    expect(stream.write('horse').length).toBeLessThan(40_000);
    expect(stream.write('hunter2-')).toBe('');
    expect(stream.write('hunter2!')).toBe('[redacted]!');
  });

  it('stays linear when a secret repeats itself', () => {
    const redactor = Redactor.create([`${'a'.repeat(2000)}b`]);
    const text = 'a'.repeat(500_000);
    const started = performance.now();
    expect(redactor.redact(text)).toBe(text);
    // Trying the secret at each place would take a thousand million steps.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
