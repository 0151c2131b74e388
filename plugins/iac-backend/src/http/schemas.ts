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

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const createRunSchema = z.strictObject({
  environment: z.string().min(1).max(255),
  operation: z.enum(OPERATIONS),
  ref: ref.optional(),
  reason: z.string().max(2000).optional(),
  trigger: z.enum(['user', 'scaffolder', 'cli']).optional(),
  idempotencyKey: z.string().min(1).max(200).optional(),
});

export const listRunsSchema = z.strictObject({
  environment: z.string().min(1).max(255).optional(),
  operation: z.enum(OPERATIONS).optional(),
  state: z.enum(RUN_STATES).optional(),
  offset: count.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const approveSchema = z.strictObject({
  approvalDigest: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'),
});

export const emptySchema = z.strictObject({}).default({});

export const readLogSchema = z.strictObject({
  after: count.optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});

export const streamLogSchema = z.strictObject({ after: count.optional() });
