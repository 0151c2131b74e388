import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { RunEvent, RunEvents } from './RunEvents';

/**
 * Tells browsers that a run or a verdict changed. Names and states only, since a broadcast
 * reaches everybody: who may see more asks for it.
 */
export function publishSignals(options: {
  events: RunEvents;
  signals: SignalsService;
  logger: LoggerService;
}): () => void {
  const { events, signals, logger } = options;
  return events.subscribe(event => {
    const message = messageOf(event);
    if (!message) return;
    signals
      .publish({ recipients: { type: 'broadcast' }, channel: 'iac', message })
      .catch(error =>
        logger.warn('Could not signal that something changed', toError(error)),
      );
  });
}

function messageOf(event: RunEvent) {
  switch (event.type) {
    case 'state': {
      const { environment, runId, state } = event;
      return { environment, runId, state };
    }
    case 'verdict':
      return { environment: event.environment };
    default:
      return undefined;
  }
}
