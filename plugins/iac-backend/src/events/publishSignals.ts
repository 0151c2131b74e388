import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { RunEvents } from './RunEvents';

/**
 * Tells browsers that a run changed. Names and states only, since a broadcast
 * reaches everybody: who may see more asks for it.
 */
export function publishSignals(options: {
  events: RunEvents;
  signals: SignalsService;
  logger: LoggerService;
}): () => void {
  const { events, signals, logger } = options;
  return events.subscribe(event => {
    if (event.type !== 'state') return;
    const { environment, runId, state } = event;
    signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: 'iac',
        message: { environment, runId, state },
      })
      .catch(error =>
        logger.warn('Could not signal that a run changed', toError(error)),
      );
  });
}
