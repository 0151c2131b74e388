import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Run } from '@backstage-iac/plugin-iac-common';
import { iacDriftEventsExtensionPoint } from '@backstage-iac/plugin-iac-node';
import type { Server } from 'node:http';
import request from 'supertest';
import { iacConditions } from '../permissions/rules';
import { engineServiceRef } from '../engine/engineServiceRef';
import { ENDPOINTS } from '../http/openapi';
import { iacPlugin } from '../plugin';
import { ScriptedEngine } from '../__testUtils__/ScriptedEngine';

jest.setTimeout(60_000);

const DIGEST = 'd'.repeat(64);

/** `mock` is a member of `team`, which is below `leads`. */
const PEOPLE = [
  entity('User', 'mock', [['memberOf', 'group:default/team']]),
  entity('Group', 'team', [['childOf', 'group:default/leads']]),
  entity('Group', 'leads', []),
];

function entity(kind: string, name: string, relations: [string, string][]) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

describe('the HTTP API', () => {
  const directory = createMockDirectory();
  let server: Server;
  let engine: ScriptedEngine;
  let stop: () => Promise<void>;
  let denied: string[];
  let visible: string[] | undefined;
  let audited: string[];
  let trail: object[];

  async function start(iac: object = {}, ...features: BackendFeature[]) {
    directory.setContent({
      infra: {
        staging: { 'main.tf': '' },
        production: { 'main.tf': '' },
      },
    });
    engine = new ScriptedEngine();
    engine.script = { changes: 2 };
    denied = [];
    visible = undefined;
    audited = [];
    trail = [];
    const backend = await startTestBackend({
      features: [
        ...features,
        iacPlugin,
        catalogServiceMock.factory({ entities: PEOPLE }),
        mockServices.rootConfig.factory({
          data: {
            iac: {
              home: directory.resolve('home'),
              artifacts: directory.resolve('artifacts'),
              sources: {
                platform: { target: directory.path, environments: 'infra/*' },
              },
              ...iac,
            },
          },
        }),
        mockServices.permissions.mock({
          authorizeConditional: async requests =>
            requests.map(({ permission }) => {
              if (denied.includes(permission.name)) {
                return { result: AuthorizeResult.DENY };
              }
              return visible
                ? {
                    result: AuthorizeResult.CONDITIONAL,
                    pluginId: 'iac',
                    resourceType: 'iac-environment',
                    conditions: iacConditions.hasName({ names: visible }),
                  }
                : { result: AuthorizeResult.ALLOW };
            }),
        }).factory,
        mockServices.auditor.mock({
          createEvent: async ({ eventId, severityLevel, meta }) => ({
            success: async options => {
              audited.push(`${eventId} success`);
              trail.push({ eventId, severityLevel, ...meta, ...options?.meta });
            },
            fail: async options => {
              audited.push(`${eventId} fail`);
              trail.push({
                eventId,
                severityLevel,
                ...meta,
                failed: options?.error.name,
              });
            },
          }),
        }).factory,
        createServiceFactory({
          service: engineServiceRef,
          deps: {},
          factory: () => ({
            createEngine: () => engine,
            archivePlan: async () => {},
            archiveApply: async () => {},
          }),
        }),
      ],
    });
    server = backend.server as unknown as Server;
    stop = () => backend.stop();
  }

  afterEach(async () => stop());

  const get = (path: string) => request(server).get(`/api/iac${path}`);
  const post = (path: string, body: object = {}) =>
    request(server).post(`/api/iac${path}`).send(body);

  /** Follows the stream to its end, as a browser would. */
  async function watch(run: Run): Promise<string> {
    const { text } = await get(`/v1/runs/${run.id}/log/stream`).expect(200);
    return text;
  }

  async function plan(environment = 'staging'): Promise<Run> {
    const { body } = await post('/v1/runs', {
      environment,
      operation: 'plan-only',
    }).expect(201);
    return body;
  }

  it('plans, streams the log, and shows the plan', async () => {
    await start();
    const held = engine.hold();
    const run = await plan();
    expect(run).toMatchObject({ number: 1, createdBy: 'user:default/mock' });
    await held.started;
    await get(`/v1/runs/${run.id}/plan`).expect(204);
    const watching = watch(run);
    held.release();
    const events = await watching;
    expect(events).toMatch(/^id: \d+\nevent: log\ndata: .*Planning staging/);
    expect(events).toMatch(/event: end\ndata: \{"cursor":\d+\}\n\n$/);

    const log = await get(`/v1/runs/${run.id}/log`).expect(200);
    expect(log.body).toMatchObject({ finished: true });
    const resumed = await get(`/v1/runs/${run.id}/log/stream`)
      .set('Last-Event-ID', String(log.body.chunks[0].cursor))
      .expect(200);
    expect(resumed.text).not.toContain('event: log');

    const shown = await get(`/v1/runs/${run.id}/plan`).expect(200);
    expect(shown.body.summary.counts.create).toBe(2);
    const text = await get(`/v1/runs/${run.id}/plan-text`).expect(200);
    expect(text.body.text).toContain('2 to add');
    const list = await get('/v1/runs?environment=staging&limit=1').expect(200);
    expect(list.body).toMatchObject({ totalItems: 1, items: [{ id: run.id }] });
    const environments = await get('/v1/environments').expect(200);
    expect(environments.body.items).toMatchObject([
      { environment: { name: 'production' }, verdict: 'BLOCKED' },
      { environment: { name: 'staging' }, verdict: 'BLOCKED' },
    ]);
    expect(audited).toContain('run-create success');
    expect(audited).toContain('log-fetch success');
  });

  it('applies only what was reviewed', async () => {
    await start();
    const { body: run } = await post('/v1/runs', {
      environment: 'staging',
      operation: 'plan-and-apply',
    }).expect(201);
    await waitFor(run, 'awaiting_approval');
    await post(`/v1/runs/${run.id}/approve`).expect(400);
    await post(`/v1/runs/${run.id}/approve`, {
      approvalDigest: 'e'.repeat(64),
    }).expect(409);
    denied = ['iac.run.approve'];
    await post(`/v1/runs/${run.id}/approve`, { approvalDigest: DIGEST }).expect(
      403,
    );
    denied = [];
    const { body: approved } = await post(`/v1/runs/${run.id}/approve`, {
      approvalDigest: DIGEST,
    }).expect(200);
    expect(approved.approvedBy).toBe('user:default/mock');
    expect(await watch(run)).toContain('Applying');
    await post(`/v1/runs/${run.id}/discard`).expect(409);
    await post(`/v1/runs/${run.id}/cancel`).expect(409);
    expect(audited).toContain('run-approve fail');
    expect(audited).toContain('run-approve success');
  });

  it('takes several words on a plan, and leaves a trail of each', async () => {
    await start({
      environments: {
        staging: {
          approvals: {
            required: 2,
            approvers: ['group:default/leads', 'external:ci'],
          },
          breakGlass: { confirmWithin: '10m' },
        },
      },
    });
    const { body: run } = await post('/v1/runs', {
      environment: 'staging',
      operation: 'plan-and-apply',
      ticket: 'CHG-1',
    }).expect(201);
    await waitFor(run, 'awaiting_approval');
    const path = `/v1/runs/${run.id}`;
    const mine = await get(`${path}/approval`).expect(200);
    expect(mine.body).toMatchObject({
      required: 2,
      given: 0,
      approvers: ['group:default/leads', 'external:ci'],
      you: { withdraw: 'not-an-approver' },
    });
    const approvalDigest = DIGEST;
    const { body: once } = await post(`${path}/approve`, {
      approvalDigest,
      comment: 'Looks right',
    }).expect(200);
    expect(once.state).toBe('awaiting_approval');
    await post(`${path}/withdraw`, { comment: 'Wait' }).expect(200);
    await post(`${path}/approve`, { approvalDigest }).expect(200);
    await post(`${path}/break-glass`, { approvalDigest, reason: 'Down' })
      .set('Authorization', mockCredentials.user.header('user:default/mate'))
      .expect(200);
    await post(`${path}/break-glass/confirm`, { approvalDigest })
      .set('Authorization', mockCredentials.user.header('user:default/mate'))
      .expect(403);
    await post(`${path}/reject`, { approvalDigest, comment: 'No' })
      .set('Authorization', mockCredentials.user.header('user:default/mate'))
      .expect(403);
    await post(`${path}/discussion`, { text: 'Well?' }).expect(201);
    const { body: discussion } = await get(`${path}/discussion`).expect(200);
    expect(discussion.map(({ kind }: { kind: string }) => kind)).toEqual([
      'approved',
      'withdrawn',
      'approved',
      'break-glass-requested',
      'comment',
    ]);
    await post(`${path}/approve`, { approvalDigest })
      .set('Authorization', mockCredentials.user.header('user:default/mate'))
      .expect(403);
    await post(`${path}/break-glass/confirm`, { approvalDigest }).expect(200);
    await watch(run);
    await post(`${path}/break-glass/review`, { comment: 'Fine' }).expect(200);
    const about = { id: run.id, environment: 'staging', approvalDigest };
    expect(trail).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          eventId: 'run-approve',
          severityLevel: 'high',
          ...about,
        }),
        {
          eventId: 'run-approve',
          severityLevel: 'high',
          id: run.id,
          approvalDigest,
          failed: 'NotAllowedError',
        },
        expect.objectContaining({
          eventId: 'break-glass-confirm',
          severityLevel: 'critical',
          ...about,
        }),
      ]),
    );
  });

  it('gives services only what their token is for', async () => {
    await start({
      access: {
        services: [
          {
            subject: 'external:ci',
            environments: ['stag*'],
            operations: ['plan-only'],
          },
        ],
        unlistedServices: 'deny',
      },
    });
    const ask = (test: request.Test, subject: string) =>
      test.set(
        'Authorization',
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service(subject),
          targetPluginId: 'iac',
        }),
      );
    const listed = await ask(get('/v1/environments'), 'external:ci').expect(
      200,
    );
    expect(
      listed.body.items.map(
        (item: { environment: { name: string } }) => item.environment.name,
      ),
    ).toEqual(['staging']);
    await ask(get('/v1/environments/production'), 'external:ci').expect(404);
    const planning = await ask(
      post('/v1/runs', { environment: 'staging', operation: 'plan-only' }),
      'external:ci',
    ).expect(201);
    await ask(
      post('/v1/runs', { environment: 'staging', operation: 'plan-and-apply' }),
      'external:ci',
    ).expect(403);
    const { body: run } = await post('/v1/runs', {
      environment: 'staging',
      operation: 'plan-and-apply',
    }).expect(201);
    await waitFor(run, 'awaiting_approval');
    await ask(get(`/v1/runs/${run.id}/plan`), 'external:ci').expect(200);
    await ask(
      post(`/v1/runs/${run.id}/approve`, { approvalDigest: DIGEST }),
      'external:ci',
    ).expect(403);
    await ask(get(`/v1/runs/${planning.body.id}`), 'plugin:other').expect(404);
    const none = await ask(get('/v1/environments'), 'plugin:other').expect(200);
    expect(none.body.items).toEqual([]);
  });

  it('refuses malformed requests and unknown things', async () => {
    await start();
    for (const body of [
      {},
      { environment: 'staging', operation: 'explode' },
      { environment: 'staging', operation: 'plan-only', ref: '--upload-pack' },
      { environment: 'staging', operation: 'plan-only', surprise: 1 },
      { environment: 'staging', operation: 'rollback' },
    ]) {
      await post('/v1/runs', body).expect(400);
    }
    await get('/v1/runs?limit=1000').expect(400);
    await get('/v1/runs?state=asleep').expect(400);
    await get('/v1/runs/unknown').expect(404);
    await get('/v1/runs/unknown/log/stream').expect(404);
    await get('/v1/environments/unknown').expect(404);
    await get('/v1/environments/unknown/secrets').expect(404);
    await post('/v1/runs', {
      environment: 'unknown',
      operation: 'plan-only',
    }).expect(404);
    await get('/v1/environments')
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
    expect(audited.filter(event => event.endsWith('fail')).length).toBe(
      // The 401 is refused before the route.
      12,
    );
  });

  it('shows and does only what the policy allows', async () => {
    await start();
    const run = await plan('production');
    await watch(run);
    visible = ['staging'];
    const { body } = await get('/v1/environments').expect(200);
    expect(body.items).toHaveLength(1);
    expect((await get('/v1/runs')).body.totalItems).toBe(0);
    await get('/v1/environments/production').expect(404);
    await get('/v1/environments/production/secrets').expect(404);
    await get(`/v1/runs/${run.id}`).expect(404);

    visible = undefined;
    denied = ['iac.run.apply', 'iac.plan.read'];
    await get(`/v1/runs/${run.id}`).expect(200);
    await get(`/v1/runs/${run.id}/plan`).expect(403);
    await get(`/v1/runs/${run.id}/log/stream`).expect(403);
    await post('/v1/runs', {
      environment: 'staging',
      operation: 'plan-and-apply',
    }).expect(403);
    await plan();
  });

  it('shows how old secrets are, and that it is not known', async () => {
    process.env.IAC_TEST_DB_PASSWORD = 'hunter2';
    try {
      await start({
        secrets: { rotation: { maxAge: '30d', window: 'Sun 02:00 UTC' } },
        environments: {
          staging: {
            secrets: {
              db_password: { env: 'IAC_TEST_DB_PASSWORD' },
              pager_token: { vault: 'kv/pager' },
            },
          },
        },
      });
      const { body } = await get('/v1/environments/staging/secrets').expect(
        200,
      );
      expect(body).toEqual({
        items: [
          {
            variable: 'db_password',
            source: 'env',
            reference: 'env:IAC_TEST_DB_PASSWORD',
            limitDays: 30,
            window: 'Sun 02:00 UTC',
            status: 'unknown',
            problem: 'The source does not say when it was last rotated',
          },
          expect.objectContaining({
            variable: 'pager_token',
            reference: 'vault:kv/pager',
            status: 'unknown',
            problem: expect.stringContaining(
              "there is no secret source 'vault'",
            ),
          }),
        ],
        totalItems: 2,
      });
      expect(audited).toContain('secrets-fetch success');
    } finally {
      delete process.env.IAC_TEST_DB_PASSWORD;
    }
  });

  it('lets the age of secrets decide where the policy is enforced', async () => {
    const secrets = { db_password: { env: 'IAC_TEST_DB_PASSWORD' } };
    await start({
      environments: {
        staging: { secrets, secretRotation: { enforce: true } },
        production: { secrets },
      },
    });
    const messages = async (name: string) => {
      const { body } = await get(`/v1/environments/${name}`).expect(200);
      return body.reasons.map(({ message }: { message: string }) => message);
    };
    const reason = 'Secret rotation: db_password: of unknown age';
    expect(await messages('staging')).toContain(reason);
    expect(await messages('production')).not.toContain(reason);
  });

  it('gives one run for a request that is repeated', async () => {
    await start();
    const body = {
      environment: 'staging',
      operation: 'plan-only',
      idempotencyKey: 'task-1',
    };
    const first = await post('/v1/runs', body).expect(201);
    const second = await post('/v1/runs', body).expect(201);
    expect(second.body.id).toBe(first.body.id);
    await post('/v1/runs', { ...body, environment: 'production' }).expect(409);
  });

  it('closes streams when it stops', async () => {
    await start();
    engine.hold();
    const run = await plan();
    const watching = watch(run);
    await waitFor(run, 'planning');
    const stopped = stop();
    stop = async () => {};
    await stopped;
    expect(await watching).not.toContain('event: end');
  });

  it('plans and checks everything on its first start, when told to', async () => {
    await start({ runOnStartup: true });
    const { body } = await get('/v1/runs').expect(200);
    expect(body.totalItems).toBe(4);
    await Promise.all(body.items.map((run: Run) => watch(run)));
    const environments = await get('/v1/environments').expect(200);
    expect(
      environments.body.items.every(
        ({ lastPlan }: { lastPlan?: Run }) => lastPlan !== undefined,
      ),
    ).toBe(true);
  });

  it('lists episodes of drift, and tells modules of them', async () => {
    const scheduler = mockServices.scheduler();
    const told: string[] = [];
    const listener = createBackendModule({
      pluginId: 'iac',
      moduleId: 'listener',
      register: env =>
        env.registerInit({
          deps: { drift: iacDriftEventsExtensionPoint },
          init: async ({ drift }) =>
            drift.addListener(async ({ type, environment, episode }) => {
              told.push(`${environment.name} ${type} ${episode?.id}`);
            }),
        }),
    });
    await start(
      {},
      listener,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    );
    engine.script = { drifted: 2 };
    const { body: run } = await post('/v1/runs', {
      environment: 'staging',
      operation: 'drift-check',
    }).expect(201);
    await watch(run);

    const path = '/v1/environments/staging/drift-episodes';
    const { body } = await get(`${path}?offset=0&limit=1`).expect(200);
    expect(body).toMatchObject({
      totalItems: 1,
      items: [{ environment: 'staging', resourceCount: 2 }],
    });
    await get(`${path}?limit=0`).expect(400);
    await get('/v1/environments/nowhere/drift-episodes').expect(404);
    visible = ['production'];
    await get(path).expect(404);
    await scheduler.triggerTask('drift-events');
    expect(told).toEqual([`staging drifted ${body.items[0].id}`]);
  });

  it('shows badges without telling what exists', async () => {
    await start();
    const none = mockCredentials.none.header();
    await get('/badges/staging/drift.svg')
      .set('Authorization', none)
      .expect(401);
    const unchecked = await get('/badges/staging/drift.svg').expect(200);
    const unknown = await get('/badges/nowhere/drift.svg').expect(200);
    expect(unknown.body.toString()).toBe(unchecked.body.toString());
    expect(unknown.body.toString()).toContain('unknown');
    expect(unknown.headers['cache-control']).toBe('private, max-age=60');
    await stop();

    await start({ badges: { anonymous: true } });
    const { body: run } = await post('/v1/runs', {
      environment: 'staging',
      operation: 'drift-check',
    }).expect(201);
    await watch(run);
    const open = await get('/badges/staging/drift.svg')
      .set('Authorization', none)
      .expect(200);
    expect(open.body.toString()).toContain('none');
    await get('/badges/staging/drift.svg')
      .set('If-None-Match', open.headers.etag)
      .expect(304);
    await get('/badges/nowhere/drift.svg')
      .set('Authorization', none)
      .expect(200);
    await get('/v1/environments').set('Authorization', none).expect(401);
  });

  it('describes every endpoint that it has', async () => {
    await start();
    const { body } = await get('/v1/openapi.json').expect(200);
    expect(Object.keys(body.paths)).toHaveLength(
      new Set(ENDPOINTS.map(({ path }) => path)).size,
    );
    expect(
      body.paths['/v1/runs'].post.requestBody.content['application/json'].schema
        .required,
    ).toEqual(['environment', 'operation']);
    for (const { method, path, contentType } of ENDPOINTS) {
      if (contentType === 'text/event-stream') continue;
      const filled = path.replace(/\{\w+\}/g, 'x');
      const response = await (method === 'get'
        ? get(filled)
        : post(filled, { approvalDigest: DIGEST }));
      // A route that does not exist is answered without a body.
      const known = response.status !== 404 || !!response.body?.error?.name;
      expect([path, known]).toEqual([path, true]);
    }
  });

  /** The stream of a run that waits does not end: ask until the state is there. */
  async function waitFor(run: Run, state: string): Promise<void> {
    for (;;) {
      const { body } = await get(`/v1/runs/${run.id}`).expect(200);
      if (body.state === state) return;
    }
  }
});
