import {
  approveSchema,
  breakGlassSchema,
  commentSchema,
  rejectSchema,
  reviewSchema,
  withdrawSchema,
} from '../schemas';
import type { RouteContext } from './RouteContext';

/** People's words on a plan. */
export function addApprovalRoutes(context: RouteContext): void {
  const { service } = context;

  context.get('/v1/runs/:id/approval', 'approval', ({ params }, options) =>
    service.getApproval(params.id, options),
  );
  context.post(
    '/v1/runs/:id/approve',
    { eventId: 'run-approve', severity: 'high', schema: approveSchema },
    ({ params }, body, options) => service.approveRun(params.id, body, options),
  );
  context.post(
    '/v1/runs/:id/reject',
    { eventId: 'run-reject', severity: 'medium', schema: rejectSchema },
    ({ params }, body, options) => service.rejectRun(params.id, body, options),
  );
  context.post(
    '/v1/runs/:id/withdraw',
    { eventId: 'approval-withdraw', severity: 'high', schema: withdrawSchema },
    ({ params }, body, options) =>
      service.withdrawApproval(params.id, body, options),
  );
  context.get('/v1/runs/:id/discussion', 'discussion', ({ params }, options) =>
    service.listDiscussion(params.id, options),
  );
  context.post(
    '/v1/runs/:id/discussion',
    {
      eventId: 'comment-create',
      severity: 'low',
      schema: commentSchema,
      status: 201,
    },
    ({ params }, body, options) => service.addComment(params.id, body, options),
  );
  context.post(
    '/v1/runs/:id/break-glass',
    {
      eventId: 'break-glass-request',
      severity: 'critical',
      schema: breakGlassSchema,
    },
    ({ params }, body, options) =>
      service.requestBreakGlass(params.id, body, options),
  );
  context.post(
    '/v1/runs/:id/break-glass/confirm',
    {
      eventId: 'break-glass-confirm',
      severity: 'critical',
      schema: approveSchema,
    },
    ({ params }, body, options) =>
      service.confirmBreakGlass(params.id, body, options),
  );
  context.post(
    '/v1/runs/:id/break-glass/review',
    { eventId: 'break-glass-review', severity: 'high', schema: reviewSchema },
    ({ params }, body, options) =>
      service.reviewBreakGlass(params.id, body, options),
  );
}
