import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readDeclarations } from './declarations';

describe('readDeclarations', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'iac-declarations-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = async (files: Record<string, string>) => {
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(path.join(folder, name), content);
    }
    return [...(await readDeclarations(folder)).values()];
  };

  it('reads both syntaxes, and what an override adds', async () => {
    mkdirSync(path.join(folder, 'folder.tf'));

    expect(
      await read({
        'main.tf': 'variable "a" {\n  type = list( string )\n}\n',
        'more.tf.json': JSON.stringify({
          variable: {
            b: { type: 'string', sensitive: true },
            c: [{ ephemeral: true }],
          },
        }),
        'a_override.tf': 'variable "a" {\n  sensitive = true\n}\n',
        '.hidden.tf': 'variable "hidden" {}\n',
        'notes.md': 'variable "notes" {}\n',
      }),
    ).toEqual([
      {
        name: 'a',
        type: 'list(string)',
        sensitive: true,
        ephemeral: false,
        place: 'main.tf:1',
      },
      {
        name: 'b',
        type: 'string',
        sensitive: true,
        ephemeral: false,
        place: 'more.tf.json',
      },
      {
        name: 'c',
        type: undefined,
        sensitive: false,
        ephemeral: true,
        place: 'more.tf.json',
      },
    ]);
  });

  it('leaves it to Terraform to say what is wrong with a file', async () => {
    expect(
      await read({
        'broken.tf': 'variable "a" {\n  type = "\n}}}\nvariable {}\n',
        'broken.tf.json': '{',
      }),
    ).toMatchObject([{ name: 'a' }]);
  });
});
