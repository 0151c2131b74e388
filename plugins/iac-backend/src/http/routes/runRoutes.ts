import { parse } from '../parse';
import { pageSchema } from '../readinessSchemas';
import { createRunSchema, emptySchema, listRunsSchema } from '../schemas';
import type { RouteContext } from './RouteContext';

/** Environments with their readiness; runs and their plans. */
export function addRunRoutes(context: RouteContext): void {
  const { service } = context;

  context.get('/v1/environments', 'environment', (_, options) =>
    service.listEnvironments(options),
  );
  context.get('/v1/environments/:name', 'environment', ({ params }, options) =>
    service.getEnvironment(params.name, options),
  );
  context.get(
    '/v1/environments/:name/secrets',
    'secrets',
    ({ params }, options) => service.getSecrets(params.name, options),
  );
  context.get(
    '/v1/environments/:name/drift-episodes',
    'drift-episode',
    async ({ params, query }, options) =>
      service.listDriftEpisodes(params.name, parse(pageSchema, query), options),
  );
  context.get('/v1/queue', 'queue', (_, options) => service.listQueue(options));

  context.get('/v1/runs', 'run', async ({ query }, options) =>
    service.listRuns(parse(listRunsSchema, query), options),
  );
  context.post(
    '/v1/runs',
    {
      eventId: 'run-create',
      severity: 'medium',
      schema: createRunSchema,
      status: 201,
    },
    (_, body, options) => service.createRun(body, options),
  );
  context.get('/v1/runs/:id', 'run', ({ params }, options) =>
    service.getRun(params.id, options),
  );
  context.getText('/v1/runs/:id/plan', 'plan', ({ params }, options) =>
    service.getPlan(params.id, options),
  );
  context.getText(
    '/v1/runs/:id/plan-text',
    'plan',
    async ({ params }, options) => {
      const text = await service.getPlanText(params.id, options);
      return text === undefined ? undefined : { text };
    },
  );
  context.post(
    '/v1/runs/:id/discard',
    { eventId: 'run-discard', severity: 'medium', schema: emptySchema },
    ({ params }, _, options) => service.discardRun(params.id, options),
  );
  context.post(
    '/v1/runs/:id/cancel',
    { eventId: 'run-cancel', severity: 'medium', schema: emptySchema },
    ({ params }, _, options) => service.cancelRun(params.id, options),
  );
}
