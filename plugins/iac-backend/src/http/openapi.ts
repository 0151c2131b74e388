import { z } from 'zod';
import {
  badgeLookSchema,
  badgeUrlSchema,
  decideWaiverSchema,
  exportReadinessSchema,
  listReadinessSchema,
  pageSchema,
  requestWaiverSchema,
  timelineSchema,
} from './readinessSchemas';
import {
  approveSchema,
  breakGlassSchema,
  closeSchema,
  commentSchema,
  confirmSchema,
  createRunSchema,
  emptySchema,
  listRunsSchema,
  readLogSchema,
  rejectSchema,
  reviewSchema,
  streamLogSchema,
  unlockSchema,
  withdrawSchema,
} from './schemas';

interface Endpoint {
  method: 'get' | 'post';
  /** In the notation of OpenAPI. */
  path: string;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  answers: Record<string, string>;
  /** @defaultValue `application/json` */
  contentType?: string;
}

const COMMON_ANSWERS = {
  '400': 'Malformed request',
  '401': 'No valid token',
  '403': 'A permission is missing',
  '404': 'Does not exist, or may not be seen',
};

const CONFLICT = { '409': 'The run is in another state, or was changed' };

/** Every endpoint of version 1; a test compares the list with the router. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/v1/environments',
    summary: 'Readiness of every environment that the caller may see',
    answers: { '200': 'Page of EnvironmentReadiness' },
  },
  {
    method: 'get',
    path: '/v1/environments/{name}',
    summary: 'Readiness of one environment',
    answers: { '200': 'EnvironmentReadiness' },
  },
  {
    method: 'get',
    path: '/v1/environments/{name}/secrets',
    summary: 'Age and rotation of the secrets of one environment, no values',
    answers: { '200': 'Page of SecretRotation' },
  },
  {
    method: 'get',
    path: '/v1/environments/{name}/drift-episodes',
    summary: 'Episodes of drift with causes, end and recurrence, newest first',
    query: pageSchema,
    answers: { '200': 'Page of DriftEpisode' },
  },
  {
    method: 'get',
    path: '/v1/environments/{name}/lock',
    summary: 'Who holds the lock of the state',
    answers: { '200': 'StateLockStatus' },
  },
  {
    method: 'post',
    path: '/v1/environments/{name}/unlock',
    summary: 'Release a lock whose holder is proved dead',
    body: unlockSchema,
    answers: {
      '200': 'StateLockStatus',
      '409': 'Another lock, or its holder is not proved dead',
    },
  },
  {
    method: 'get',
    path: '/v1/environments/{name}/outputs',
    summary: 'Outputs in the state; sensitive ones without a value',
    answers: { '200': 'EnvironmentOutput[]' },
  },
  {
    method: 'get',
    path: '/v1/readiness',
    summary: 'Verdicts on all environments, the worst first',
    query: listReadinessSchema,
    answers: { '200': 'Page of ReadinessLine' },
  },
  {
    method: 'get',
    path: '/v1/readiness/export',
    summary: 'All verdicts as a file, JSON or CSV',
    query: exportReadinessSchema,
    answers: { '200': 'ReadinessLine[]' },
    contentType: 'text/csv',
  },
  {
    method: 'get',
    path: '/v1/readiness/environments/{name}',
    summary: 'The verdict on one environment, its reasons and checks',
    answers: { '200': 'ReadinessDetail' },
  },
  {
    method: 'post',
    path: '/v1/readiness/environments/{name}/recheck',
    summary: 'Let all checks look now; runs no Terraform',
    body: emptySchema,
    answers: { '200': 'ReadinessDetail' },
  },
  {
    method: 'get',
    path: '/v1/readiness/environments/{name}/verdicts',
    summary: 'Verdicts of the past with what they rest on, newest first',
    query: pageSchema,
    answers: { '200': 'Page of StoredVerdict' },
  },
  {
    method: 'get',
    path: '/v1/readiness/environments/{name}/timeline',
    summary: 'Verdicts, applies and drift of the last days, oldest first',
    query: timelineSchema,
    answers: { '200': 'ReadinessTimeline' },
  },
  {
    method: 'get',
    path: '/v1/readiness/environments/{name}/changes',
    summary: 'What changed since it was last ready?',
    answers: { '200': 'ReadinessChanges' },
  },
  {
    method: 'get',
    path: '/v1/readiness/environments/{name}/badge-url',
    summary: 'URLs of the readiness badge that need no sign-in',
    query: badgeUrlSchema,
    answers: { '200': '{ svg, json, expiresAt }' },
  },
  {
    method: 'get',
    path: '/v1/readiness/environments/{name}/checks/{check}',
    summary: 'One check with its history and its waivers',
    answers: { '200': 'CheckDetail' },
  },
  {
    method: 'post',
    path: '/v1/readiness/environments/{name}/checks/{check}/waivers',
    summary: 'Ask for the check to be left out of the verdict for some time',
    body: requestWaiverSchema,
    answers: { '201': 'CheckWaiver', '409': 'One is open already' },
  },
  {
    method: 'post',
    path: '/v1/readiness/environments/{name}/waivers/{waiver}/decide',
    summary: "Approve or reject somebody else's request",
    body: decideWaiverSchema,
    answers: { '200': 'CheckWaiver', '409': 'It no longer waits' },
  },
  {
    method: 'post',
    path: '/v1/readiness/environments/{name}/waivers/{waiver}/revoke',
    summary: 'End a waiver, or take a request back',
    body: emptySchema,
    answers: { '200': 'CheckWaiver', '409': 'It has ended' },
  },
  {
    method: 'get',
    path: '/v1/queue',
    summary: 'Runs that wait for a worker, the next one first',
    answers: { '200': 'QueueEntry[]' },
  },
  {
    method: 'get',
    path: '/v1/runs',
    summary: 'Runs, newest first',
    query: listRunsSchema,
    answers: { '200': 'Page of Run' },
  },
  {
    method: 'post',
    path: '/v1/runs',
    summary: 'Queue a run; the same idempotency key gives the same run',
    body: createRunSchema,
    answers: { '201': 'Run', '409': 'The environment cannot run' },
  },
  {
    method: 'get',
    path: '/v1/runs/{id}',
    summary: 'One run',
    answers: { '200': 'Run' },
  },
  {
    method: 'get',
    path: '/v1/runs/{id}/plan',
    summary: 'The plan by resource, without sensitive values',
    answers: { '200': 'RunPlan', '204': 'The run has no plan yet' },
  },
  {
    method: 'get',
    path: '/v1/runs/{id}/plan-text',
    summary: 'The plan as Terraform prints it, redacted',
    answers: { '200': '{ text }', '204': 'The run has no plan yet' },
  },
  {
    method: 'get',
    path: '/v1/runs/{id}/approval',
    summary:
      'What the plan needs before it is applied, and what the caller may do about it',
    answers: { '200': 'ApprovalStatus' },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/approve',
    summary:
      'Approve exactly the plan with this digest, and let it be applied once it has all approvals',
    body: approveSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/reject',
    summary: 'Say no to the plan, for a reason; ends the run',
    body: rejectSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/withdraw',
    summary: 'Take back an own approval before the apply begins',
    body: withdrawSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'get',
    path: '/v1/runs/{id}/discussion',
    summary: 'What people said about the run, the oldest first',
    answers: { '200': 'DiscussionEntry[]' },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/discussion',
    summary: 'Say something about the run',
    body: commentSchema,
    answers: { '201': 'DiscussionEntry' },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/break-glass',
    summary: 'Ask to apply against the rules in an emergency',
    body: breakGlassSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/break-glass/confirm',
    summary: 'Be the second person of a break-glass apply',
    body: approveSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/break-glass/review',
    summary: 'Review a break-glass apply afterwards',
    body: reviewSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/discard',
    summary: 'Refuse the plan of a run that waits',
    body: emptySchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/cancel',
    summary: 'Stop a run; Terraform is interrupted once and ends in order',
    body: emptySchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/force-cancel',
    summary:
      'End a run that did not stop in time; what it was doing may be lost',
    body: confirmSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/reconcile',
    summary: 'Look again at what an apply with an unknown outcome did',
    body: emptySchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/close',
    summary: 'Close a run with an unknown outcome',
    body: closeSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'post',
    path: '/v1/runs/{id}/push-state',
    summary: 'Save the state that Terraform could not save',
    body: confirmSchema,
    answers: { '200': 'Run', ...CONFLICT },
  },
  {
    method: 'get',
    path: '/v1/runs/{id}/log',
    summary: 'Pieces of the log after a cursor',
    query: readLogSchema,
    answers: { '200': '{ chunks, finished }' },
  },
  {
    method: 'get',
    path: '/v1/runs/{id}/log/stream',
    summary: 'The log live; resumes after the header Last-Event-ID',
    query: streamLogSchema,
    answers: { '200': 'Events log, end and error' },
    contentType: 'text/event-stream',
  },
  {
    method: 'get',
    path: '/v1/openapi.json',
    summary: 'This document',
    answers: { '200': 'OpenAPI 3.1' },
  },
  {
    method: 'get',
    path: '/badges/{environment}/drift.svg',
    summary: 'Drift badge for READMEs',
    answers: { '200': 'SVG' },
    contentType: 'image/svg+xml',
  },
  {
    method: 'get',
    path: '/badges/{environment}/readiness.svg',
    summary: 'Readiness badge for READMEs; signed, or for whoever is signed in',
    query: badgeLookSchema,
    answers: { '200': 'SVG' },
    contentType: 'image/svg+xml',
  },
  {
    method: 'get',
    path: '/badges/{environment}/readiness.json',
    summary: 'The same for the endpoint badge of shields.io',
    query: badgeLookSchema,
    answers: { '200': 'Endpoint schema, version 1' },
  },
];

/** The API as OpenAPI 3.1; requests as they are checked. */
export function describeApi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method]: describeEndpoint(endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Infrastructure as code', version: '1' },
    servers: [{ url: '/api/iac' }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ token: [] }],
    paths,
  };
}

function describeEndpoint(endpoint: Endpoint) {
  const { contentType = 'application/json' } = endpoint;
  return {
    summary: endpoint.summary,
    parameters: [
      ...pathParameters(endpoint.path),
      ...queryParameters(endpoint),
    ],
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: toSchema(endpoint.body) },
            },
          },
        }
      : {}),
    responses: Object.fromEntries(
      Object.entries({ ...COMMON_ANSWERS, ...endpoint.answers }).map(
        ([status, description]) => [
          status,
          status === '200' || status === '201'
            ? { description, content: { [contentType]: {} } }
            : { description },
        ],
      ),
    ),
  };
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Endpoint) {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: toSchema(schema as z.ZodType),
  }));
}

function toSchema(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'output' });
  return rest;
}
