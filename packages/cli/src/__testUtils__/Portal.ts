import type {
  ApprovalStatus,
  CreateRunRequest,
  DriftResult,
  PlanSummary,
  ReadinessDetail,
  Run,
  RunState,
} from '@backstage-iac/plugin-iac-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface PortalScript {
  /** States that a run goes through, one at each look at it. */
  states: RunState[];
  /** States after approval. */
  afterApproval?: RunState[];
  /** Why this person's approval is refused. */
  refusal?: string;
  approval?: Partial<ApprovalStatus>;
  afterCancel?: RunState[];
  ending?: Partial<Run>;
  summary?: PlanSummary;
  drift?: DriftResult;
  readiness?: ReadinessDetail;
}

/**
 * A portal on a socket that speaks version 1 of the API by a script: what the
 * command does with the answers is tested here, what a portal answers there.
 */
export class Portal {
  readonly #server: Server;
  readonly #script: PortalScript;
  #states: RunState[];
  #port = 0;
  /** What was asked, in order: `POST /runs`. */
  readonly requests: string[] = [];
  readonly created: CreateRunRequest[] = [];
  readonly tokens = new Set<string | undefined>();
  /** Answers the next this many looks at a run with 503. */
  outages = 0;

  static async open(script: PortalScript): Promise<Portal> {
    const portal = new Portal(script);
    await new Promise<void>(done => {
      portal.#server.listen(0, '127.0.0.1', done);
    });
    portal.#port = (portal.#server.address() as AddressInfo).port;
    return portal;
  }

  private constructor(script: PortalScript) {
    this.#script = script;
    this.#states = [...script.states];
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      const path = (request.url ?? '').replace('/api/iac/v1', '');
      this.requests.push(`${request.method} ${path}`);
      this.tokens.add(request.headers.authorization);
      const answer = this.#answer(`${request.method} ${path}`, body);
      response.writeHead(answer.status, { 'Content-Type': 'application/json' });
      response.end(
        answer.body === undefined ? '' : JSON.stringify(answer.body),
      );
    });
  }

  get env(): Record<string, string> {
    return {
      IAC_PORTAL_URL: `http://127.0.0.1:${this.#port}/`,
      IAC_PORTAL_TOKEN: 'operator-token',
    };
  }

  async close() {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise(done => {
      this.#server.close(done);
    });
  }

  #answer(route: string, body: string): { status: number; body?: unknown } {
    const [path] = route.split('?');
    switch (path) {
      case 'POST /runs': {
        const request = JSON.parse(body) as CreateRunRequest;
        this.created.push(request);
        return request.environment === 'staging'
          ? { status: 201, body: this.#run('pending') }
          : {
              status: 404,
              body: {
                error: { name: 'NotFoundError', message: 'No environment' },
                response: { statusCode: 404 },
              },
            };
      }
      case 'GET /environments':
        return { status: 200, body: { items: [], totalItems: 0 } };
      case 'GET /readiness/environments/staging':
        return { status: 200, body: this.#script.readiness };
      case 'GET /readiness/environments/nowhere':
        return {
          status: 404,
          body: {
            error: { name: 'NotFoundError', message: 'No environment' },
            response: { statusCode: 404 },
          },
        };
      case 'GET /runs/run-7': {
        if (this.outages > 0) {
          this.outages -= 1;
          return { status: 503, body: {} };
        }
        const [state] = this.#states;
        if (this.#states.length > 1) this.#states.shift();
        return { status: 200, body: this.#run(state) };
      }
      case 'GET /runs/run-8':
        return {
          status: 200,
          body: {
            ...this.#run('applied'),
            id: 'run-8',
            number: 8,
            successor: undefined,
          },
        };
      case 'GET /runs/run-8/log':
        return { status: 200, body: { chunks: [], finished: true } };
      case 'GET /runs/run-7/log':
        return {
          status: 200,
          body: route.includes('after')
            ? { chunks: [], finished: true }
            : {
                chunks: [
                  { cursor: 1, stage: 'plan', text: 'refreshing\n', at: '' },
                  { cursor: 2, stage: 'apply', text: 'creating web\n', at: '' },
                ],
                finished: false,
              },
        };
      case 'GET /runs/run-7/plan': {
        const { summary, drift } = this.#script;
        return { status: 200, body: { summary, drift } };
      }
      case 'POST /runs/run-7/approve':
        this.#states = [...(this.#script.afterApproval ?? [])];
        if (this.#script.refusal) {
          return {
            status: 403,
            body: {
              error: { name: 'NotAllowedError', message: this.#script.refusal },
              response: { statusCode: 403 },
            },
          };
        }
        return { status: 200, body: this.#run('approved') };
      case 'GET /runs/run-7/approval':
        return {
          status: 200,
          body: {
            given: 1,
            required: 1,
            approvers: [],
            guardedChanges: [],
            ...this.#script.approval,
          },
        };
      case 'POST /runs/run-7/cancel':
        this.#states = [...(this.#script.afterCancel ?? [])];
        return { status: 200, body: this.#run('applying') };
      case 'POST /runs/run-7/discard':
        return { status: 200, body: this.#run('discarded') };
      default:
        return { status: 404, body: {} };
    }
  }

  #run(state: RunState): Partial<Run> {
    return {
      id: 'run-7',
      number: 7,
      environment: 'staging',
      state,
      stages: [
        {
          name: 'plan',
          status: 'passed',
          startedAt: '2026-11-23T10:00:00.000Z',
          finishedAt: '2026-11-23T10:01:05.000Z',
        },
      ],
      digests: { planFile: 'aa', variableSet: 'bb', approval: 'cc' },
      ...this.#script.ending,
    };
  }
}
