import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { EnvironmentDrift } from '@backstage-iac/plugin-iac-common';
import type { IacService } from '@backstage-iac/plugin-iac-node';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createHash } from 'node:crypto';
import { driftBadge } from '../badges/driftBadge';
import { withAudit } from './withAudit';

/** Image proxies keep a badge for as long, in seconds. */
const MAX_AGE_SECONDS = 60;

export interface BadgeRouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  /** Anyone who knows an environment's name may see its badge. */
  anonymous: boolean;
  /** Asked on behalf of the reader. */
  service: IacService;
  /** Asked when there is no reader to speak of. */
  readDrift: (environment: string) => Promise<EnvironmentDrift>;
}

export function createBadgeRouter(options: BadgeRouterOptions): Router {
  const { auditor, anonymous } = options;
  const router = PromiseRouter();

  router.get('/badges/:environment/drift.svg', async (request, response) => {
    const svg = await withAudit(
      auditor,
      { eventId: 'badge-fetch', severityLevel: 'low', request },
      async () => driftBadge(await readDrift(request, options)),
    );
    response
      .set('Content-Type', 'image/svg+xml; charset=utf-8')
      .set(
        'Cache-Control',
        `${anonymous ? 'public' : 'private'}, max-age=${MAX_AGE_SECONDS}`,
      )
      .set('ETag', `"${createHash('sha256').update(svg).digest('base64url')}"`)
      .send(svg);
  });

  return router;
}

async function readDrift(
  request: Request,
  options: BadgeRouterOptions,
): Promise<EnvironmentDrift | undefined> {
  const { environment } = request.params;
  try {
    if (options.anonymous) return await options.readDrift(environment);
    const credentials = await options.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const readiness = await options.service.getEnvironment(environment, {
      credentials,
    });
    return readiness.drift;
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}
