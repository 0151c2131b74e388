import type { ClaimedRun } from '../database/RunLeases';
import type { RunControl } from './RunControl';
import type { RunLogger } from './RunLogger';
import type { RunRecorder } from './RunRecorder';
import type { RunSecrets } from './RunSecrets';

/** One run in the hands of a worker. */
export interface RunWork {
  claimed: ClaimedRun;
  run: ClaimedRun['run'];
  control: RunControl;
  recorder: RunRecorder;
  secrets: RunSecrets;
  log: RunLogger;
}
