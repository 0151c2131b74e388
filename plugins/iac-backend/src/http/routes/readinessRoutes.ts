import { parse } from '../parse';
import {
  badgeUrlSchema,
  decideWaiverSchema,
  exportReadinessSchema,
  listReadinessSchema,
  pageSchema,
  requestWaiverSchema,
  timelineSchema,
} from '../readinessSchemas';
import { emptySchema } from '../schemas';
import type { RouteContext } from './RouteContext';

const ENVIRONMENT = '/v1/readiness/environments/:name';

/** Verdicts with their reasons, checks with their past, waivers. */
export function addReadinessRoutes(context: RouteContext): void {
  const { router, service } = context;

  context.get('/v1/readiness', 'readiness', async ({ query }, options) =>
    service.listReadiness(parse(listReadinessSchema, query), options),
  );
  router.get('/v1/readiness/export', async (request, response) => {
    const { format, text } = await context.handle(
      request,
      { eventId: 'readiness-export', severity: 'low' },
      async credentials => {
        const filter = parse(exportReadinessSchema, request.query);
        return {
          format: filter.format,
          text: await service.exportReadiness(filter, { credentials }),
        };
      },
    );
    response
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json')
      .set('X-Content-Type-Options', 'nosniff')
      .attachment(`readiness.${format}`)
      .send(text);
  });
  context.get(ENVIRONMENT, 'readiness', ({ params }, options) =>
    service.getReadiness(params.name, options),
  );
  context.post(
    `${ENVIRONMENT}/recheck`,
    { eventId: 'readiness-recheck', severity: 'low', schema: emptySchema },
    ({ params }, _, options) => service.recheck(params.name, options),
  );
  context.get(
    `${ENVIRONMENT}/verdicts`,
    'verdict',
    async ({ params, query }, options) =>
      service.listVerdicts(params.name, parse(pageSchema, query), options),
  );
  context.get(
    `${ENVIRONMENT}/timeline`,
    'verdict',
    async ({ params, query }, options) =>
      service.getTimeline(params.name, parse(timelineSchema, query), options),
  );
  context.get(`${ENVIRONMENT}/changes`, 'readiness', ({ params }, options) =>
    service.getReadinessChanges(params.name, options),
  );
  context.get(
    `${ENVIRONMENT}/badge-url`,
    'badge-url',
    async ({ params, query }, options) =>
      service.getBadgeUrl(params.name, parse(badgeUrlSchema, query), options),
  );
  context.get(`${ENVIRONMENT}/checks/:check`, 'check', ({ params }, options) =>
    service.getCheck(params.name, params.check, options),
  );
  context.post(
    `${ENVIRONMENT}/checks/:check/waivers`,
    {
      eventId: 'waiver-request',
      severity: 'medium',
      schema: requestWaiverSchema,
      status: 201,
    },
    ({ params }, body, options) =>
      service.requestWaiver(params.name, params.check, body, options),
  );
  context.post(
    `${ENVIRONMENT}/waivers/:waiver/decide`,
    { eventId: 'waiver-decide', severity: 'high', schema: decideWaiverSchema },
    ({ params }, body, options) =>
      service.decideWaiver(params.name, params.waiver, body, options),
  );
  context.post(
    `${ENVIRONMENT}/waivers/:waiver/revoke`,
    { eventId: 'waiver-revoke', severity: 'medium', schema: emptySchema },
    ({ params }, _, options) =>
      service.revokeWaiver(params.name, params.waiver, options),
  );
}
