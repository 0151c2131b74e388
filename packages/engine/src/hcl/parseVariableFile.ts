import { RunFailure } from '../errors';
import type { Json } from '../types';
import { literalOf } from './literal';
import { readBody } from './readBody';

/**
 * Reads a variable file (`*.tfvars`) of literal values, as Terraform does:
 * no functions, no templates, no blocks.
 *
 * @param text - assignments such as `name = "value"`, one a line
 * @throws RunFailure - naming the line, never what stands in it
 * @public
 */
export function parseVariableFile(text: string): Record<string, Json> {
  const { attributes, blocks } = readBody(text);
  const [block] = blocks;
  if (block) throw unreadable(block.line, 'is a block');
  const values = [...attributes].map(
    ([name, { expression, line }]): [string, Json] => {
      const value = literalOf(expression);
      if (value === undefined) throw unreadable(line, 'is no literal value');
      return [name, value];
    },
  );
  if (values.length === 0 && text.trim() !== '') {
    throw unreadable(1, 'assigns no variable');
  }
  return Object.fromEntries(values);
}

function unreadable(line: number, what: string): RunFailure {
  return new RunFailure(`Line ${line} of the variable file ${what}`, {
    nextStep:
      'Write one assignment a line: name = "value", without functions or templates.',
  });
}
