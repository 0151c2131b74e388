import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds, type JsonValue } from '@backstage/types';
import type { z as Zod } from 'zod/v3';

type Z = typeof Zod;

/** As long as a person's sign-in lasts by default: the step acts with it. */
const DEFAULT_TIMEOUT_MS = 60 * 60 * 1_000;

/** What every action on a run is told. */
export const runInput = {
  environment: (z: Z) =>
    z.string().describe('Name of the environment, for example staging'),
  ref: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        "Branch, tag or commit. By default the environment's own, or the directory as it is",
      ),
  reason: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Why, shown with the run. By default the template and its task',
      ),
  ticket: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Ticket of the change, where the environment asks for one'),
  wait: (z: Z) =>
    z
      .boolean()
      .optional()
      .describe(
        'Whether the step waits for the run to end. By default it does',
      ),
  timeout: (z: Z) =>
    z
      .union([z.string(), z.record(z.number())])
      .optional()
      .describe(
        'How long to wait, such as 30m or { minutes: 30 }. By default an hour. The run itself is not stopped',
      ),
};

/** What every action on a run says. */
export const runOutput = {
  runId: (z: Z) => z.string().describe('Id of the run'),
  runUrl: (z: Z) => z.string().describe("The run's page in the portal"),
  state: (z: Z) =>
    z
      .string()
      .describe('State of the run when the step ended, such as applied'),
  hasChanges: (z: Z) =>
    z
      .boolean()
      .optional()
      .describe('Whether the plan would change resources or outputs'),
  counts: (z: Z) =>
    z
      .record(z.number())
      .optional()
      .describe('How many resources the plan creates, updates, replaces, …'),
  commit: (z: Z) =>
    z
      .string()
      .optional()
      .describe('What was planned: a full hash, or a digest of a directory'),
};

export interface RunInput {
  environment: string;
  ref?: string;
  reason?: string;
  ticket?: string;
  wait?: boolean;
  timeout?: string | Record<string, number>;
}

/**
 * Milliseconds of an input such as `30m`, `PT30M` or `{ minutes: 30 }`.
 *
 * @throws an error that quotes what is no duration
 */
export function readTimeout(timeout: RunInput['timeout']): number {
  if (timeout === undefined) return DEFAULT_TIMEOUT_MS;
  const config = new ConfigReader({ timeout: timeout satisfies JsonValue });
  return durationToMilliseconds(
    readDurationFromConfig(config, { key: 'timeout' }),
  );
}
