import type {
  LogChunk,
  RedactedJson,
  RedactedText,
  RunPlan,
} from '@backstage-iac/plugin-iac-common';
import type { Response } from 'express';

/** What runs print, on its way out. Anything that was not redacted is refused by the compiler. */
export type RunText =
  | RedactedJson<RunPlan>
  | { text: RedactedText }
  | { chunks: LogChunk[]; finished: boolean };

/** Answers with text of a run; 204 while there is none. */
export function sendRunText(
  response: Response,
  body: RunText | undefined,
): void {
  if (body === undefined) response.status(204).end();
  else response.json(body);
}
