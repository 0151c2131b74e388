import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { IacService } from '@backstage-iac/plugin-iac-node';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { LogStreams } from './http/LogStreams';
import { describeApi } from './http/openapi';
import { parse } from './http/parse';
import {
  approveSchema,
  createRunSchema,
  emptySchema,
  listRunsSchema,
  readLogSchema,
  streamLogSchema,
} from './http/schemas';
import { withAudit } from './http/withAudit';

/** A request is a few short fields; a reason may be a paragraph. */
const BODY_LIMIT = '100kb';

/** Pieces that a stream reads at a time. */
const STREAM_PAGE = 200;

export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  service: IacService;
  streams: LogStreams;
}

/** Version 1 of the HTTP API. `IacClient` is its other half. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, auditor, service, streams } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: BODY_LIMIT }));

  /** Audit, then credentials, then the work. */
  async function handle<T>(
    request: Request,
    event: { eventId: string; severity: AuditorServiceEventSeverityLevel },
    work: (credentials: BackstageCredentials) => Promise<T>,
  ): Promise<T> {
    return withAudit(
      auditor,
      {
        eventId: event.eventId,
        severityLevel: event.severity,
        request,
        meta: { ...request.params },
      },
      async () =>
        work(
          await httpAuth.credentials(request, { allow: ['user', 'service'] }),
        ),
    );
  }

  const fetchOf = (noun: string) =>
    ({ eventId: `${noun}-fetch`, severity: 'low' } as const);

  router.get('/v1/environments', async (request, response) => {
    response.json(
      await handle(request, fetchOf('environment'), credentials =>
        service.listEnvironments({ credentials }),
      ),
    );
  });

  router.get('/v1/environments/:name', async (request, response) => {
    response.json(
      await handle(request, fetchOf('environment'), credentials =>
        service.getEnvironment(request.params.name, { credentials }),
      ),
    );
  });

  router.get('/v1/environments/:name/secrets', async (request, response) => {
    response.json(
      await handle(request, fetchOf('secrets'), credentials =>
        service.getSecrets(request.params.name, { credentials }),
      ),
    );
  });

  router.get('/v1/runs', async (request, response) => {
    response.json(
      await handle(request, fetchOf('run'), async credentials =>
        service.listRuns(parse(listRunsSchema, request.query), { credentials }),
      ),
    );
  });

  router.post('/v1/runs', async (request, response) => {
    const run = await handle(
      request,
      { eventId: 'run-create', severity: 'medium' },
      async credentials =>
        service.createRun(parse(createRunSchema, request.body), {
          credentials,
        }),
    );
    response.status(201).json(run);
  });

  router.get('/v1/runs/:id', async (request, response) => {
    response.json(
      await handle(request, fetchOf('run'), credentials =>
        service.getRun(request.params.id, { credentials }),
      ),
    );
  });

  router.get('/v1/runs/:id/plan', async (request, response) => {
    const plan = await handle(request, fetchOf('plan'), credentials =>
      service.getPlan(request.params.id, { credentials }),
    );
    if (plan) response.json(plan);
    else response.status(204).end();
  });

  router.get('/v1/runs/:id/plan-text', async (request, response) => {
    const text = await handle(request, fetchOf('plan'), credentials =>
      service.getPlanText(request.params.id, { credentials }),
    );
    if (text === undefined) response.status(204).end();
    else response.json({ text });
  });

  router.post('/v1/runs/:id/approve', async (request, response) => {
    response.json(
      await handle(
        request,
        { eventId: 'run-approve', severity: 'high' },
        async credentials =>
          service.approveRun(
            request.params.id,
            parse(approveSchema, request.body).approvalDigest,
            { credentials },
          ),
      ),
    );
  });

  router.post('/v1/runs/:id/discard', async (request, response) => {
    response.json(
      await handle(
        request,
        { eventId: 'run-discard', severity: 'medium' },
        async credentials => {
          parse(emptySchema, request.body);
          return service.discardRun(request.params.id, { credentials });
        },
      ),
    );
  });

  router.post('/v1/runs/:id/cancel', async (request, response) => {
    response.json(
      await handle(
        request,
        { eventId: 'run-cancel', severity: 'medium' },
        async credentials => {
          parse(emptySchema, request.body);
          return service.cancelRun(request.params.id, { credentials });
        },
      ),
    );
  });

  router.get('/v1/runs/:id/log', async (request, response) => {
    response.json(
      await handle(request, fetchOf('log'), async credentials =>
        service.readLog(
          request.params.id,
          parse(readLogSchema, request.query),
          { credentials },
        ),
      ),
    );
  });

  router.get('/v1/runs/:id/log/stream', async (request, response) => {
    await handle(request, fetchOf('log'), async credentials => {
      const { id } = request.params;
      const resumed = request.header('Last-Event-ID');
      const { after = 0 } = parse(
        streamLogSchema,
        resumed ? { after: resumed } : request.query,
      );
      await streams.stream({
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

  router.get('/v1/openapi.json', async (request, response) => {
    response.json(
      await handle(request, fetchOf('openapi'), async () => describeApi()),
    );
  });

  return router;
}
