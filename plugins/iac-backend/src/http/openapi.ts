import { z } from 'zod';
import {
  approveSchema,
  createRunSchema,
  emptySchema,
  listRunsSchema,
  readLogSchema,
  streamLogSchema,
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
    method: 'post',
    path: '/v1/runs/{id}/approve',
    summary: 'Approve exactly the plan with this digest, and let it be applied',
    body: approveSchema,
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
