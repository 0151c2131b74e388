import {
  OPERATIONS,
  RUN_TRANSITIONS,
  type RunState,
} from '@backstage-iac/plugin-iac-common';
import { z } from 'zod';

const RUN_STATES = Object.keys(RUN_TRANSITIONS) as RunState[];

/** A git ref may not start with a dash, where git would read an option. */
const ref = z
  .string()
  .min(1)
  .max(250)
  .regex(/^[^-\s]\S*$/, 'must not start with a dash or hold blanks');

/** What people write: any characters but control characters, and something besides blanks. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    // Newlines and tabs are writing; an escape sequence is not.
    .regex(/^(?:\P{Cc}|[\n\t])*$/u, 'must not hold control characters');

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');

export const name = z.string().min(1).max(255);

export const count = z.coerce
  .number()
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER);

export const createRunSchema = z.strictObject({
  environment: name,
  operation: z.enum(OPERATIONS),
  ref: ref.optional(),
  reason: text(2000).optional(),
  ticket: text(200).optional(),
  trigger: z.enum(['user', 'scaffolder', 'cli']).optional(),
  idempotencyKey: z.string().min(1).max(200).optional(),
});

export const listRunsSchema = z.strictObject({
  environment: name.optional(),
  operation: z.enum(OPERATIONS).optional(),
  state: z.enum(RUN_STATES).optional(),
  offset: count.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const approveSchema = z.strictObject({
  approvalDigest: digest,
  comment: text(2000).optional(),
  confirm: name.optional(),
});

export const rejectSchema = z.strictObject({
  approvalDigest: digest,
  comment: text(2000),
});

export const withdrawSchema = z.strictObject({
  comment: text(2000).optional(),
});

export const commentSchema = z.strictObject({ text: text(10_000) });

export const breakGlassSchema = z.strictObject({
  approvalDigest: digest,
  reason: text(2000),
});

export const reviewSchema = z.strictObject({ comment: text(2000) });

export const confirmSchema = z.strictObject({ confirm: name });

export const closeSchema = z.strictObject({
  as: z.enum(['applied', 'failed', 'replan']),
  comment: text(2000),
});

export const unlockSchema = z.strictObject({
  lockId: z.string().min(1).max(255),
  reason: text(2000),
  confirm: name,
});

export const emptySchema = z.strictObject({}).default({});

export const readLogSchema = z.strictObject({
  after: count.optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});

export const streamLogSchema = z.strictObject({ after: count.optional() });
