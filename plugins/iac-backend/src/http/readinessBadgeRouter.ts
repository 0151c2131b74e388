import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { ReadinessVerdict } from '@backstage-iac/plugin-iac-common';
import type { IacService } from '@backstage-iac/plugin-iac-node';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { BadgeSigner } from '../badges/BadgeSigner';
import { readinessBadge, readinessBadgeJson } from '../badges/readinessBadge';
import { parse } from './parse';
import { badgeLookSchema } from './readinessSchemas';
import { withAudit } from './withAudit';

/** Image proxies keep a badge for as long, in seconds. */
const MAX_AGE_SECONDS = 60;

/** Errors that say no to a reader. */
const REFUSALS = ['NotFoundError', 'NotAllowedError'];

/** Paths that need no sign-in: a signature may stand in its place. */
export const READINESS_BADGE_PATHS = [
  '/badges/:environment/readiness.svg',
  '/badges/:environment/readiness.json',
] as const;

export interface ReadinessBadgeRouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  /** Anyone who knows an environment's name may see its badge. */
  anonymous: boolean;
  signer: BadgeSigner;
  /** Asked on behalf of the reader. */
  service: IacService;
  /** Asked for whoever holds a signed URL; `undefined` for an environment that does not exist. */
  readVerdict: (environment: string) => Promise<ReadinessVerdict | undefined>;
  now: () => Date;
}

/**
 * Badges of the verdict. What does not exist, may not be seen or is badly signed
 * is answered alike, in body, status and headers.
 */
export function createReadinessBadgeRouter(
  options: ReadinessBadgeRouterOptions,
): Router {
  const router = PromiseRouter();
  const [svgPath, jsonPath] = READINESS_BADGE_PATHS;
  router.get(svgPath, (request, response) =>
    answer(request, response, options, (verdict, look) => ({
      type: 'image/svg+xml; charset=utf-8',
      body: readinessBadge(verdict, look),
    })),
  );
  router.get(jsonPath, (request, response) =>
    answer(request, response, options, (verdict, look) => ({
      type: 'application/json; charset=utf-8',
      body: JSON.stringify(readinessBadgeJson(verdict, look)),
    })),
  );
  return router;
}

type Look = z.output<typeof badgeLookSchema>;

async function answer(
  request: Request,
  response: Response,
  options: ReadinessBadgeRouterOptions,
  draw: (
    verdict: ReadinessVerdict | undefined,
    look: Look,
  ) => { type: string; body: string },
): Promise<void> {
  const { type, body } = await withAudit(
    options.auditor,
    { eventId: 'badge-fetch', severityLevel: 'low', request },
    async () => {
      const look = parse(badgeLookSchema, request.query);
      return draw(await readVerdict(request, look, options), look);
    },
  );
  response
    .set('Content-Type', type)
    .set(
      'Cache-Control',
      `${options.anonymous ? 'public' : 'private'}, max-age=${MAX_AGE_SECONDS}`,
    )
    .set('X-Content-Type-Options', 'nosniff')
    .set('ETag', `"${createHash('sha256').update(body).digest('base64url')}"`)
    .send(body);
}

async function readVerdict(
  request: Request,
  look: Look,
  options: ReadinessBadgeRouterOptions,
): Promise<ReadinessVerdict | undefined> {
  const { environment } = request.params;
  if (options.anonymous) return options.readVerdict(environment);
  if (look.signature !== undefined) {
    return options.signer.verify({ ...look, environment, now: options.now() })
      ? options.readVerdict(environment)
      : undefined;
  }
  const credentials = await credentialsOf(request, options.httpAuth);
  if (!credentials) return undefined;
  try {
    const { verdict } = await options.service.getReadiness(environment, {
      credentials,
    });
    return verdict;
  } catch (error) {
    if (isError(error) && REFUSALS.includes(error.name)) return undefined;
    throw error;
  }
}

/** `undefined` for somebody without a valid token. */
async function credentialsOf(
  request: Request,
  httpAuth: HttpAuthService,
): Promise<BackstageCredentials | undefined> {
  try {
    return await httpAuth.credentials(request, { allow: ['user', 'service'] });
  } catch (error) {
    if (
      isError(error) &&
      ['AuthenticationError', 'NotAllowedError'].includes(error.name)
    ) {
      return undefined;
    }
    throw error;
  }
}
