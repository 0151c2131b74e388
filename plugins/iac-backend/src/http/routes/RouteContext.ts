import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Run } from '@backstage-iac/plugin-iac-common';
import type { Request, Router } from 'express';
import type { z } from 'zod';
import type { RedactedIacService } from '../../service/ScopedIacService';
import { parse } from '../parse';
import { sendRunText, type RunText } from '../runText';
import { withAudit } from '../withAudit';

/** How a request is written down. */
export interface AuditedEvent {
  /** Kebab case. */
  eventId: string;
  severity: AuditorServiceEventSeverityLevel;
}

/** What all routes share: audit, then credentials, then the work. */
export class RouteContext {
  readonly router: Router;
  readonly service: RedactedIacService;
  readonly #httpAuth: HttpAuthService;
  readonly #auditor: AuditorService;

  constructor(options: {
    router: Router;
    service: RedactedIacService;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  }) {
    this.router = options.router;
    this.service = options.service;
    this.#httpAuth = options.httpAuth;
    this.#auditor = options.auditor;
  }

  async handle<T>(
    request: Request,
    event: AuditedEvent,
    work: (credentials: BackstageCredentials) => Promise<T>,
  ): Promise<T> {
    return withAudit(
      this.#auditor,
      {
        eventId: event.eventId,
        severityLevel: event.severity,
        request,
        meta: { ...request.params, ...digestIn(request.body) },
      },
      async () =>
        work(
          await this.#httpAuth.credentials(request, {
            allow: ['user', 'service'],
          }),
        ),
      describeRun,
    );
  }

  /** Answers with what the service says; `undefined` is 204. */
  get(
    path: string,
    noun: string,
    work: (
      request: Request,
      options: { credentials: BackstageCredentials },
    ) => Promise<unknown>,
  ): void {
    this.router.get(path, async (request, response) => {
      const answer = await this.handle(
        request,
        { eventId: `${noun}-fetch`, severity: 'low' },
        credentials => work(request, { credentials }),
      );
      if (answer === undefined) response.status(204).end();
      else response.json(answer);
    });
  }

  /** {@link get} for what runs print: takes redacted text only. */
  getText(
    path: string,
    noun: string,
    work: (
      request: Request,
      options: { credentials: BackstageCredentials },
    ) => Promise<RunText | undefined>,
  ): void {
    this.router.get(path, async (request, response) => {
      const text = await this.handle(
        request,
        { eventId: `${noun}-fetch`, severity: 'low' },
        credentials => work(request, { credentials }),
      );
      sendRunText(response, text);
    });
  }

  /** Changes something: the body is checked first, and nothing happens when it is malformed. */
  post<TSchema extends z.ZodType>(
    path: string,
    event: AuditedEvent & { schema: TSchema; status?: number },
    work: (
      request: Request,
      body: z.output<TSchema>,
      options: { credentials: BackstageCredentials },
    ) => Promise<unknown>,
  ): void {
    this.router.post(path, async (request, response) => {
      const answer = await this.handle(request, event, async credentials =>
        work(request, parse(event.schema, request.body), { credentials }),
      );
      response.status(event.status ?? 200).json(answer);
    });
  }
}

/** What a word is about, also when it is refused. */
function digestIn(body: unknown): JsonObject {
  const digest = (body as { approvalDigest?: unknown } | undefined)
    ?.approvalDigest;
  return typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest)
    ? { approvalDigest: digest }
    : {};
}

/** Of an answer that is a run. */
function describeRun(answer: unknown): JsonObject {
  const { id, environment, state } = (answer ?? {}) as Partial<Run>;
  return id && environment && state ? { id, environment, state } : {};
}
