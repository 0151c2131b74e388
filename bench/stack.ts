import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A root module of `resources` resources in blocks of ten. One huge `for_each`
 * would measure Terraform's own quadratic cost instead of ours.
 *
 * @returns the folder of the root module
 */
export function writeStack(folder: string, resources: number): string {
  mkdirSync(folder, { recursive: true });
  const blocks = Array.from({ length: Math.ceil(resources / 10) }, (_, i) => {
    const keys = Math.min(10, resources - i * 10);
    return [
      `resource "terraform_data" "block_${i}" {`,
      `  for_each = toset([for k in range(${keys}) : tostring(k)])`,
      `  input    = "block ${i} key \${each.key}"`,
      '}',
    ].join('\n');
  });
  writeFileSync(
    path.join(folder, 'main.tf'),
    [
      'terraform {',
      '  backend "http" {}',
      '}',
      '',
      ...blocks.flatMap(block => [block, '']),
    ]
      .join('\n')
      .trimEnd()
      .concat('\n'),
  );
  return folder;
}
