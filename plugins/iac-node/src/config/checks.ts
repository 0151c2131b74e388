import { z } from 'zod';

/** `iac.checks`: what counts how much, by check and tier. */
export function checksSchema(seconds: z.ZodType<number>) {
  return z.record(
    z
      .string()
      .regex(
        /^[a-z][a-zA-Z0-9]*(\.[a-zA-Z0-9]+)+$/,
        "is not the id of a check, such as 'drift.current'",
      ),
    z.strictObject({
      required: z
        .union([z.boolean(), z.record(z.string().min(1), z.boolean())])
        .optional(),
      freshness: seconds
        .refine(value => value >= 60, 'must be a minute or more')
        .optional(),
      disabled: z.string().min(1).max(200).optional(),
    }),
  );
}
