import type { APIRequestContext } from '@playwright/test';
import type { LogChunk } from '@backstage-iac/plugin-iac-common';

/** The whole log of a run, as the API has it. */
export async function readWholeLog(
  request: APIRequestContext,
  runId: string,
): Promise<string[]> {
  const headers = { Authorization: `Bearer ${await tokenOfGuest(request)}` };
  const lines: string[] = [];
  let after = 0;
  for (;;) {
    const answer = await request.get(
      `/api/iac/v1/runs/${runId}/log?after=${after}&limit=500`,
      { headers },
    );
    const { chunks }: { chunks: LogChunk[] } = await answer.json();
    for (const { cursor, at, stage, text } of chunks) {
      after = cursor;
      const those = text.replace(/\n$/, '').split('\n');
      lines.push(...those.map(line => `${at} ${stage} ${line}`));
    }
    if (chunks.length === 0) return lines;
  }
}

async function tokenOfGuest(request: APIRequestContext): Promise<string> {
  const answer = await request.get('/api/auth/guest/refresh', {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await answer.json();
  return backstageIdentity.token;
}
