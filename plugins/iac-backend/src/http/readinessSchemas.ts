import { READINESS_VERDICTS } from '@backstage-iac/plugin-iac-common';
import { z } from 'zod';
import { count, name, text } from './schemas';

const filter = {
  verdict: z.enum(READINESS_VERDICTS).optional(),
  owner: name.optional(),
  tier: name.optional(),
  check: z.string().min(1).max(100).optional(),
};

export const listReadinessSchema = z.strictObject({
  ...filter,
  offset: count.optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});

export const exportReadinessSchema = z.strictObject({
  ...filter,
  format: z.enum(['json', 'csv']),
});

export const pageSchema = z.strictObject({
  offset: count.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const requestWaiverSchema = z.strictObject({
  reason: text(2000),
  ticket: text(200),
  expiresAt: z.iso.datetime({ offset: true }),
});

export const decideWaiverSchema = z.strictObject({ approve: z.boolean() });

export const badgeUrlSchema = z.strictObject({
  expiresInSeconds: z.coerce.number().int().min(60).max(315_360_000).optional(),
});

/** Colours are names or hex digits: a badge is text in somebody else's page. */
export const badgeLookSchema = z.object({
  style: z
    .enum(['plastic', 'flat', 'flat-square', 'for-the-badge', 'social'])
    .optional(),
  label: text(64).optional(),
  color: z
    .string()
    .regex(/^(?:[a-z]{3,20}|#?[0-9a-fA-F]{3}|#?[0-9a-fA-F]{6})$/)
    .optional(),
  expires: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional()
    .catch('invalid'),
  signature: z.string().max(128).optional().catch('invalid'),
});
