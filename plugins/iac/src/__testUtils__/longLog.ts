import { safeText, type LogChunk } from '@backstage-iac/plugin-iac-common';
import { minutesAgo } from './fixtures';

const LINES_PER_CHUNK = 1_000;

/** A log of so many lines, with an error in the last but one. */
export function aLongLog(lines: number): LogChunk[] {
  const texts = Array.from({ length: lines }, (_, index) =>
    index === lines - 2
      ? '\u001b[31m│\u001b[0m \u001b[1mError:\u001b[0m the quota is used up'
      : `sandbox_bucket.b${index + 1}: Refreshing state...`,
  );
  const chunks: LogChunk[] = [];
  for (let at = 0; at < lines; at += LINES_PER_CHUNK) {
    const text = texts.slice(at, at + LINES_PER_CHUNK).join('\n');
    chunks.push({
      cursor: chunks.length + 1,
      stage: 'plan',
      at: minutesAgo(10),
      // Made here, of nothing secret.
      text: `${text}\n` as ReturnType<typeof safeText>,
    });
  }
  return chunks;
}
