import fc from 'fast-check';
import { escapeTemplates } from '../redaction/hclText';
import { parseVariableFile } from './parseVariableFile';
import { readBody } from './readBody';

/** With the beginnings of templates, which chance would hardly find. */
const texts = fc
  .array(fc.oneof(fc.constantFrom('${', '%{', '$', '{'), fc.string()))
  .map(pieces => pieces.join(''))
  // JSON has escapes for these, which HCL has not.
  .filter(text => !/[\b\f]/.test(text));

describe('readBody', () => {
  it('finds blocks and attributes, whatever stands in strings and comments', () => {
    const { blocks, attributes } = readBody(`
      # variable "commented" {}
      /* variable "also" {
      } */
      variable "password" {
        description = "a { brace, a \\" quote and a \${upper("}")} template"
        type        = object({ user = string, port = number })
        sensitive   = true # for sure
        validation {
          condition     = length(var.password) > 0
          error_message = <<-EOT
            variable "in_heredoc" {}
          EOT
        }
      }
      variable "one_line" { default = 1 }
      answer = 42
    `);
    expect(
      blocks.map(({ type, labels, line }) => [type, labels, line]),
    ).toEqual([
      ['variable', ['password'], 5],
      ['variable', ['one_line'], 16],
    ]);
    expect([...blocks[0].body.attributes.keys()]).toEqual([
      'description',
      'type',
      'sensitive',
    ]);
    expect([...attributes.keys()]).toEqual(['answer']);
  });

  it('ends, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('"', '{', '}', '${', '\n', 'a', '=', '<<E\n', '\\'),
            fc.string({ maxLength: 4 }),
          ),
        ),
        pieces => {
          expect(readBody(pieces.join('')).blocks).toEqual(expect.any(Array));
        },
      ),
    );
  });
});

describe('parseVariableFile', () => {
  it('reads every literal', () => {
    expect(
      parseVariableFile(`
        text    = "line\\none \\"quoted\\" \\u00e9 $\${kept}"
        number  = -1.5
        long    = 12345678901234567890
        yes     = true
        none    = null
        list    = ["a", 2, [true],]
        object  = { user = "ada", "port" : 5432
          nested = {} }
        key     = <<-PEM
          -----BEGIN-----
            abc
          PEM
      `),
    ).toEqual({
      text: 'line\none "quoted" é ${kept}',
      number: -1.5,
      long: '12345678901234567890',
      yes: true,
      none: null,
      list: ['a', 2, [true]],
      object: { user: 'ada', port: 5432, nested: {} },
      key: '-----BEGIN-----\n  abc\n',
    });
  });

  it('reads any string that is written as Terraform escapes it', () => {
    fc.assert(
      fc.property(texts, value => {
        const written = escapeTemplates(JSON.stringify(value));
        expect(parseVariableFile(`a = ${written}`)).toEqual({ a: value });
      }),
    );
  });

  it.each([
    ['a function', 'a = "x"\nb = file("hunter2")', 2, 'is no literal value'],
    ['a template', 'a = "${hunter2}"', 1, 'is no literal value'],
    ['an open quote', 'a = "hunter2', 1, 'is no literal value'],
    ['a block', 'a = 1\nhunter2 {\n}', 2, 'is a block'],
    ['no assignment', 'hunter2', 1, 'assigns no variable'],
  ])('refuses %s, and does not quote it', (_what, text, line, problem) => {
    const message = `Line ${line} of the variable file ${problem}`;
    expect(() => parseVariableFile(text)).toThrow(new Error(message));
  });
});
