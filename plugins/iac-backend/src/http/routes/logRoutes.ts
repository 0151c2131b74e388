import type { LogStreams } from '../LogStreams';
import { parse } from '../parse';
import { readLogSchema, streamLogSchema } from '../schemas';
import type { RouteContext } from './RouteContext';

/** Pieces that a stream reads at a time. */
const STREAM_PAGE = 200;

/** The output of runs, in pieces and live. */
export function addLogRoutes(
  context: RouteContext,
  options: { streams: LogStreams },
): void {
  const { router, service } = context;

  context.getText('/v1/runs/:id/log', 'log', async ({ params, query }, asked) =>
    service.readLog(params.id, parse(readLogSchema, query), asked),
  );

  router.get('/v1/runs/:id/log/stream', async (request, response) => {
    const event = { eventId: 'log-fetch', severity: 'low' } as const;
    await context.handle(request, event, async credentials => {
      const { id } = request.params;
      const resumed = request.header('Last-Event-ID');
      const { after = 0 } = parse(
        streamLogSchema,
        resumed ? { after: resumed } : request.query,
      );
      await options.streams.stream({
        runId: id,
        after,
        response,
        read: cursor =>
          service.readLog(
            id,
            { after: cursor, limit: STREAM_PAGE },
            { credentials },
          ),
      });
    });
  });
}
