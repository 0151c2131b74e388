import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { demoAuthModule } from './demoAuthModule';
import { whyDemoSignInIsOff } from './demoSignIn';

const DEMO = {
  providers: {
    demo: { people: [{ entityRef: 'user:default/grace', name: 'Grace' }] },
  },
};

describe('whyDemoSignInIsOff', () => {
  it.each([
    ['127.0.0.1:7007', undefined],
    ['localhost:7007', undefined],
    ['[::1]:7007', undefined],
    [{ host: '127.0.0.1', port: 7007 }, undefined],
    [{ host: '::1', port: 7007 }, undefined],
    [':7007', /beyond this machine/],
    ['0.0.0.0:7007', /beyond this machine/],
    [{ port: 7007 }, /beyond this machine/],
    [{ host: '0.0.0.0', port: 7007 }, /beyond this machine/],
    [{ host: '127.0.0.1.example.com', port: 7007 }, /beyond this machine/],
  ])('listens at %j', (listen, why) => {
    const config = new ConfigReader({ auth: DEMO, backend: { listen } });
    const answer = whyDemoSignInIsOff(config, 'production') ?? '';
    expect(answer).toMatch(why ?? /^$/);
  });

  it('is on while developing, wherever the backend listens', () => {
    const config = new ConfigReader({ auth: DEMO, backend: {} });
    expect(whyDemoSignInIsOff(config, 'development')).toBeUndefined();
  });

  it('is off unless it is configured', () => {
    const config = new ConfigReader({ backend: { listen: 'localhost:7007' } });
    expect(whyDemoSignInIsOff(config, 'development')).toMatch(/not configured/);
  });
});

it('is taken away by the configuration for production', () => {
  const read = (file: string) =>
    parse(readFileSync(resolve(__dirname, '../../../..', file), 'utf8'));
  const files = ['app-config.yaml', 'app-config.production.yaml'];
  const config = ConfigReader.fromConfigs(
    files.map(context => ({ context, data: read(context) })),
  );

  expect(whyDemoSignInIsOff(config, 'development')).toMatch(/not configured/);
});

async function startAuth(host: string) {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      demoAuthModule,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'grace', namespace: 'default' },
            spec: {},
            relations: [
              { type: 'memberOf', targetRef: 'group:default/platform-leads' },
            ],
          },
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          auth: DEMO,
          backend: {
            baseUrl: 'http://localhost:7007',
            listen: { host, port: 0 },
          },
        },
      }),
    ],
  });
  return {
    async signInAs(person: string) {
      const response = await fetch(
        `http://127.0.0.1:${server.port()}/api/auth/demo/refresh`,
        {
          headers: {
            'x-demo-person': person,
            'x-requested-with': 'XMLHttpRequest',
          },
        },
      );
      return { status: response.status, body: await response.json() };
    },
  };
}

describe('demoAuthModule', () => {
  it('signs in whom the visitor chose, with the groups of the catalog', async () => {
    const auth = await startAuth('127.0.0.1');

    await expect(auth.signInAs('user:default/grace')).resolves.toMatchObject({
      status: 200,
      body: {
        profile: { displayName: 'Grace' },
        backstageIdentity: {
          identity: {
            userEntityRef: 'user:default/grace',
            ownershipEntityRefs: [
              'user:default/grace',
              'group:default/platform-leads',
            ],
          },
        },
      },
    });
  });

  it('knows nobody whom the configuration does not list', async () => {
    const auth = await startAuth('127.0.0.1');

    await expect(auth.signInAs('user:default/root')).resolves.toMatchObject({
      status: 403,
    });
  });

  it('does not exist where others could reach it', async () => {
    const auth = await startAuth('0.0.0.0');

    await expect(auth.signInAs('user:default/grace')).resolves.toMatchObject({
      status: 404,
    });
  });
});
