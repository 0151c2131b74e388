import { createApiRef } from '@backstage/frontend-plugin-api';
import type { IacApi, LogChunk } from '@backstage-iac/plugin-iac-common';

/** How to follow a log. @public */
export interface FollowLogRequest {
  /** Cursor after which to begin. @defaultValue the beginning */
  after?: number;
  /** Ends the following. */
  signal: AbortSignal;
  onChunks(chunks: LogChunk[]): void;
  /** The log stopped coming; it is tried again. `undefined` when it comes again. */
  onTrouble(error: Error | undefined): void;
}

/** What the pages need besides what every client does. @public */
export interface IacPortalApi extends IacApi {
  /** Settles when the run has logged its last line, or `signal` is aborted. */
  followLog(runId: string, request: FollowLogRequest): Promise<void>;
}

/** @public */
export const iacApiRef = createApiRef<IacPortalApi>().with({
  id: 'plugin.iac.service',
  pluginId: 'iac',
});
