import {
  createServiceFactory,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { iacChecksExtensionPoint } from '@backstage-iac/plugin-iac-node';
import type { Server } from 'node:http';
import request from 'supertest';
import { engineServiceRef } from '../engine/engineServiceRef';
import { iacConditions } from '../permissions/rules';
import { iacPlugin } from '../plugin';
import { ScriptedEngine } from '../__testUtils__/ScriptedEngine';

jest.setTimeout(60_000);

const NOBODY = mockCredentials.none.header();

/** A module's check that fails, and one that it feeds. */
const moduleWithChecks = createBackendModule({
  pluginId: 'iac',
  moduleId: 'drills',
  register(env) {
    env.registerInit({
      deps: { checks: iacChecksExtensionPoint },
      async init({ checks }) {
        checks.addCheck({
          id: 'recovery.drill',
          group: 'recovery',
          title: 'Recovery drill',
          why: 'Only a recovery that was tried works.',
          required: false,
          purposes: ['promote'],
          needs: 'The calendar of drills',
          remediation: { label: 'Hold a drill' },
          producer: 'drills',
          observe: () => ({ status: 'fail', summary: '=Never held' }),
        });
        checks.feedCheck('secrets.hygiene', () => ({
          status: 'pass',
          summary: 'No secret in the source',
        }));
      },
    });
  },
});

describe('the HTTP API of readiness', () => {
  const directory = createMockDirectory();
  let server: Server;
  let stop: () => Promise<void>;
  let denied: string[];
  let visible: string[] | undefined;

  async function start(iac: object = {}) {
    directory.setContent({
      infra: { staging: { 'main.tf': '' }, production: { 'main.tf': '' } },
    });
    denied = [];
    visible = undefined;
    const backend = await startTestBackend({
      features: [
        iacPlugin,
        moduleWithChecks,
        mockServices.rootConfig.factory({
          data: {
            iac: {
              home: directory.resolve('home'),
              artifacts: directory.resolve('artifacts'),
              sources: {
                platform: { target: directory.path, environments: 'infra/*' },
              },
              environments: {
                production: { tier: 'production', owner: 'group:default/ops' },
              },
              checks: {
                'recovery.drill': { required: { production: true } },
                'drift.current': { freshness: '2h' },
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
        createServiceFactory({
          service: engineServiceRef,
          deps: {},
          factory: () => ({
            createEngine: () => new ScriptedEngine(),
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
  const of = (environment: string) =>
    `/v1/readiness/environments/${environment}`;
  const waiver = {
    reason: 'The drill is next week',
    ticket: 'CHG-7',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  };

  it('lists the worst first, with checks as modules and tiers have them', async () => {
    await start();
    const { body } = await get('/v1/readiness').expect(200);
    expect(body).toMatchObject({
      totalItems: 2,
      items: [
        // Nobody owns staging; production needs a drill.
        { verdict: 'BLOCKED', groups: { recovery: 'fail' } },
        { verdict: 'BLOCKED' },
      ],
    });
    const one = await get(of('production')).expect(200);
    const checkOf = (id: string) =>
      one.body.checks.find(
        ({ check }: { check: { id: string } }) => check.id === id,
      );
    expect(checkOf('recovery.drill')).toMatchObject({
      check: { required: true },
      result: { status: 'fail', producer: 'drills' },
    });
    // The words of modules are nobody's to translate.
    expect(checkOf('recovery.drill').result).not.toHaveProperty('said');
    expect(checkOf('secrets.hygiene').result).not.toHaveProperty('said');
    expect(checkOf('owner.known').result.said).toEqual({
      key: 'checks.owner.known.unknown',
      values: { owner: 'group:default/ops' },
    });
    expect(checkOf('secrets.hygiene').result.summary).toBe(
      'No secret in the source',
    );
    expect(checkOf('drift.current').check.freshnessSeconds).toBe(7200);
    const filtered = await get(
      '/v1/readiness?tier=production&verdict=BLOCKED&owner=group:default/ops&check=recovery.drill',
    ).expect(200);
    expect(filtered.body.items).toHaveLength(1);
    await get('/v1/readiness?verdict=GREAT').expect(400);
    await get(of('nowhere')).expect(404);
    await get(`${of('staging')}/checks/no.such`).expect(404);
    await get(`${of('staging')}/verdicts?limit=1`).expect(200);
    const changes = await get(`${of('production')}/changes`).expect(200);
    expect(changes.body.lastReady).toBeUndefined();
    expect(changes.body.changes[0].now.standing).toBe('fail');
  });

  it('lets checks look again for whoever sees the environment', async () => {
    await start();
    const path = `${of('staging')}/recheck`;
    const { body } = await post(path).expect(200);
    expect(body).toMatchObject({ environment: 'staging', verdict: 'BLOCKED' });
    visible = ['production'];
    await post(path).expect(404);
  });

  it('exports what the caller may see, safe for spreadsheets', async () => {
    await start();
    visible = ['staging'];
    const csv = await get('/v1/readiness/export?format=csv').expect(200);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.headers['content-disposition']).toContain('readiness.csv');
    expect(csv.text.split('\r\n')).toHaveLength(3);
    expect(csv.text).not.toContain('production');
    expect(csv.text).not.toMatch(/"=/);
    const json = await get('/v1/readiness/export?format=json').expect(200);
    expect(json.body).toMatchObject([{ environment: 'staging' }]);
    await get('/v1/readiness/export?format=xml').expect(400);
  });

  it('lets only those waive who may', async () => {
    await start();
    const path = `${of('production')}/checks/recovery.drill/waivers`;
    denied = ['iac.check.waive'];
    await post(path, waiver).expect(403);
    denied = [];
    await post(path, { ...waiver, ticket: '' }).expect(400);
    await post(path, { ...waiver, expiresAt: 'soon' }).expect(400);
    visible = ['staging'];
    await post(path, waiver).expect(404);
    visible = undefined;
    const { body } = await post(path, waiver).expect(201);
    const waivers = `${of('production')}/waivers/${body.id}`;
    await post(`${waivers}/decide`, { approve: true }).expect(403);
    const approved = await post(`${waivers}/decide`, { approve: true })
      .set('Authorization', mockCredentials.user.header('user:default/bob'))
      .expect(200);
    expect(approved.body).toMatchObject({
      state: 'active',
      decidedBy: 'user:default/bob',
    });
    await post(`${of('staging')}/waivers/${body.id}/revoke`).expect(404);
    await post(`${waivers}/revoke`).expect(200);
  });

  it('draws badges that tell nothing to those who may not know', async () => {
    await start();
    const badge = (query = '', name = 'production') =>
      get(`/badges/${name}/readiness.json${query}`);
    const { body: urls } = await get(
      `${of('production')}/badge-url?expiresInSeconds=60`,
    ).expect(200);
    expect(urls.svg).toMatch(
      /^http.*\/api\/iac\/badges\/production\/readiness\.svg\?expires=\d+&signature=/,
    );
    const query = new URL(urls.json).search;
    const signed = await badge(query).set('Authorization', NOBODY).expect(200);
    expect(signed.body).toMatchObject({ schemaVersion: 1, message: 'blocked' });
    expect(signed.headers['cache-control']).toBe('private, max-age=60');
    await badge(query)
      .set('Authorization', NOBODY)
      .set('If-None-Match', signed.headers.etag)
      .expect(304);

    const refused = await Promise.all([
      badge().set('Authorization', NOBODY),
      badge('', 'nowhere').set('Authorization', NOBODY),
      badge('', 'nowhere'),
      badge(query, 'staging').set('Authorization', NOBODY),
      badge(query, 'nowhere').set('Authorization', NOBODY),
      badge(query.replace('expires=', 'expires=9')),
      badge('?signature=').set('Authorization', NOBODY),
      badge(`?signature=${'é'.repeat(43)}`).set('Authorization', NOBODY),
      badge(`?signature=${'x'.repeat(200)}`).set('Authorization', NOBODY),
    ]);
    for (const answer of refused) {
      expect([
        answer.status,
        answer.body,
        answer.headers['cache-control'],
      ]).toEqual([
        200,
        expect.objectContaining({ message: 'unknown', color: 'lightgrey' }),
        'private, max-age=60',
      ]);
    }
    visible = ['staging'];
    expect((await badge()).body.message).toBe('unknown');
    await get(`${of('production')}/badge-url`).expect(404);
    visible = undefined;

    const svg = await get(
      '/badges/production/readiness.svg?style=for-the-badge&label=Prod&color=blue',
    ).expect(200);
    expect(svg.headers['content-type']).toContain('image/svg+xml');
    expect(svg.body.toString()).toContain('PROD');
    await badge('?style=comic').expect(400);
    await badge('?color=url(x)').expect(400);
    await badge(`?label=${'x'.repeat(65)}`).expect(400);
  });

  it('draws badges for everybody when told to', async () => {
    await start({ badges: { anonymous: true } });
    const { body, headers } = await get('/badges/production/readiness.json')
      .set('Authorization', NOBODY)
      .expect(200);
    expect(body.message).toBe('blocked');
    expect(headers['cache-control']).toBe('public, max-age=60');
    const unknown = await get('/badges/nowhere/readiness.json')
      .set('Authorization', NOBODY)
      .expect(200);
    expect(unknown.body.message).toBe('unknown');
  });
});
