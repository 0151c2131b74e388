import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { LogStreams } from './http/LogStreams';
import { describeApi } from './http/openapi';
import { addApprovalRoutes } from './http/routes/approvalRoutes';
import { addCustodyRoutes } from './http/routes/custodyRoutes';
import { addLogRoutes } from './http/routes/logRoutes';
import { addReadinessRoutes } from './http/routes/readinessRoutes';
import { RouteContext } from './http/routes/RouteContext';
import { addRunRoutes } from './http/routes/runRoutes';
import type { RedactedIacService } from './service/ScopedIacService';

/** A request is a few short fields; a reason may be a paragraph. */
const BODY_LIMIT = '100kb';

export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  service: RedactedIacService;
  streams: LogStreams;
}

/** Version 1 of the HTTP API. `IacClient` is its other half. */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  router.use(express.json({ limit: BODY_LIMIT }));
  const context = new RouteContext({ ...options, router });
  addRunRoutes(context);
  addApprovalRoutes(context);
  addCustodyRoutes(context);
  addReadinessRoutes(context);
  addLogRoutes(context, { streams: options.streams });
  context.get('/v1/openapi.json', 'openapi', async () => describeApi());
  return router;
}
