import { CronTime } from 'cron';
import { z } from 'zod';

/** Five fields that mean some moment in the next years. */
export const cron = z
  .string()
  .regex(
    /^\S+( +\S+){4}$/,
    "must be a cron expression of five fields, such as '0 2 * * *'",
  )
  .refine(happens, {
    error: ({ input }) =>
      `'${input}' never happens or is not a cron expression; '0 18 * * 5' is Friday at 18:00`,
  });

function happens(expression: string): boolean {
  try {
    new CronTime(expression, 'UTC').getNextDateFrom(new Date(), 'UTC');
    return true;
  } catch {
    return false;
  }
}
