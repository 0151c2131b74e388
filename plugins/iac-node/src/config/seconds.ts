import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import type { Json } from '@backstage-iac/engine';
import { z } from 'zod';

/** Seconds, from `5m`, an ISO duration or `{ minutes: 5 }`. */
export const seconds = z.unknown().transform((value, context) => {
  try {
    const duration = readDurationFromConfig(
      new ConfigReader({ duration: value as Json }),
      { key: 'duration' },
    );
    return Math.round(durationToMilliseconds(duration) / 1000);
  } catch {
    context.addIssue({
      code: 'custom',
      message: `must be a duration such as '30m' or { minutes: 30 }, got ${JSON.stringify(
        value,
      )}`,
    });
    return z.NEVER;
  }
});
