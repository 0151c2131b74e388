import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { cron } from './cron';
import { seconds } from './seconds';

/** Longer patterns than a ticket's number needs are mistakes. */
const MAX_PATTERN_LENGTH = 200;
/** Thirty-one days, in seconds: what is frozen for longer has dates. */
const LONGEST_FREEZE = 31 * 24 * 3600;
/** A year, in seconds. */
const LONGEST_WORD = 366 * 24 * 3600;

const text = z.string().min(1, 'must not be empty');

const positive = seconds.refine(
  value => value >= 60 && value <= LONGEST_WORD,
  'must be from 1 minute to a year',
);

/** The catalog compares entity refs in lower case; subjects of services are kept as they are. */
const approver = z.string().transform((ref, context) => {
  if (/^(external|plugin):\S+$/.test(ref)) return ref;
  if (/^(user|group):[^/\s:]+\/[^/\s:]+$/i.test(ref)) return ref.toLowerCase();
  context.addIssue({
    code: 'custom',
    message: `must be a full entity ref such as 'group:default/platform-leads' or 'user:default/ada', or the subject of a service such as 'external:ci', got '${ref}'`,
  });
  return z.NEVER;
});

const approvals = z.strictObject({
  required: z.int().min(0).max(10).optional(),
  approvers: z.array(approver).optional(),
  requesterMayApprove: z.boolean().optional(),
  authorMayApprove: z.boolean().optional(),
  expiresAfter: positive.optional(),
  onNewCommit: z.enum(['void', 'keep']).optional(),
});

/**
 * A pattern of tickets, matched as a whole against at most 200 characters. A
 * repeated group that repeats something itself is refused: it can take longer
 * than the universe is old to say no.
 */
const ticketPattern = text
  .max(MAX_PATTERN_LENGTH)
  .refine(isRegularExpression, {
    error: ({ input }) => `'${input}' is not a regular expression`,
  })
  .refine(
    pattern => !/\([^()]*(?:[+*]|\{\d+,)[^()]*\)(?:[+*]|\{\d+,)/.test(pattern),
    "repeats a group that repeats something itself; write it without, such as 'CHG-[0-9]+'",
  );

const timezone = text.refine(zone => IANAZone.isValidZone(zone), {
  error: ({ input }) =>
    `'${input}' is not a time zone; use a name such as 'Europe/Berlin' or 'UTC'`,
});

const localTime = z
  .string()
  .refine(
    time =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(time) &&
      DateTime.fromISO(time, { zone: 'utc' }).isValid,
    "must be a local time such as '2026-12-24T00:00', without seconds and offset",
  );

const freezeWindow = z
  .strictObject({
    title: text.max(80),
    timezone: timezone.default('UTC'),
    cron: cron.optional(),
    duration: seconds
      .refine(
        value => value >= 60 && value <= LONGEST_FREEZE,
        "must be from 1 minute to 31 days; give a longer one 'from' and 'to'",
      )
      .optional(),
    from: localTime.optional(),
    to: localTime.optional(),
  })
  .transform((window, context) => {
    const { title, timezone: zone } = window;
    const { cron: expression, duration, from, to } = window;
    const times = from !== undefined || to !== undefined;
    const repeats = expression !== undefined || duration !== undefined;
    if (!times && expression !== undefined && duration !== undefined) {
      return {
        title,
        timezone: zone,
        cron: expression,
        durationSeconds: duration,
      };
    }
    if (!repeats && from !== undefined && to !== undefined) {
      if (from < to) return { title, timezone: zone, from, to };
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: `is '${to}', which is not after 'from', '${from}'`,
      });
      return z.NEVER;
    }
    context.addIssue({
      code: 'custom',
      message: "needs either 'cron' and 'duration', or 'from' and 'to'",
    });
    return z.NEVER;
  });

/** What protects an environment, as written. */
export const protectionSettings = {
  approvals: approvals.optional(),
  apply: z.enum(['manual', 'auto', 'never']).optional(),
  require: z
    .strictObject({
      reason: z.boolean().optional(),
      ticket: z.union([z.boolean(), ticketPattern]).optional(),
    })
    .optional(),
  freeze: z.array(freezeWindow).max(50).optional(),
  guardedResources: z
    .array(
      z
        .string()
        .regex(
          /^[A-Za-z0-9_*?-]{1,100}$/,
          "must be a type of resource such as 'aws_db_instance', or a glob such as 'aws_rds_*'",
        ),
    )
    .max(200)
    .optional(),
  breakGlass: z
    .union([
      z.literal(false),
      z.strictObject({
        confirmWithin: positive.optional(),
        reviewWithin: positive.optional(),
      }),
    ])
    .optional(),
};

function isRegularExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
