import {
  closeSchema,
  confirmSchema,
  emptySchema,
  unlockSchema,
} from '../schemas';
import type { RouteContext } from './RouteContext';

/** What is done about runs that did not end in order, and about the state they left. */
export function addCustodyRoutes(context: RouteContext): void {
  const { service } = context;

  context.post(
    '/v1/runs/:id/force-cancel',
    { eventId: 'run-force-cancel', severity: 'high', schema: confirmSchema },
    ({ params }, body, options) =>
      service.forceCancelRun(params.id, body, options),
  );
  context.post(
    '/v1/runs/:id/reconcile',
    { eventId: 'run-reconcile', severity: 'medium', schema: emptySchema },
    ({ params }, _, options) => service.reconcileRun(params.id, options),
  );
  context.post(
    '/v1/runs/:id/close',
    { eventId: 'run-close', severity: 'high', schema: closeSchema },
    ({ params }, body, options) => service.closeRun(params.id, body, options),
  );
  context.post(
    '/v1/runs/:id/push-state',
    { eventId: 'state-push', severity: 'critical', schema: confirmSchema },
    ({ params }, body, options) =>
      service.pushRescuedState(params.id, body, options),
  );
  context.get('/v1/environments/:name/lock', 'lock', ({ params }, options) =>
    service.getStateLock(params.name, options),
  );
  context.post(
    '/v1/environments/:name/unlock',
    { eventId: 'state-unlock', severity: 'critical', schema: unlockSchema },
    ({ params }, body, options) =>
      service.unlockState(params.name, body, options),
  );
  context.get(
    '/v1/environments/:name/outputs',
    'output',
    ({ params }, options) => service.getOutputs(params.name, options),
  );
}
