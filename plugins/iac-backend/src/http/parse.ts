import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** @throws InputError naming each field that is wrong */
export function parse<TSchema extends z.ZodType>(
  schema: TSchema,
  data: unknown,
): z.output<TSchema> {
  const result = schema.safeParse(data);
  if (!result.success) {
    throw new InputError(`Malformed request: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}
