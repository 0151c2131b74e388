import { mockCredentials } from '@backstage/backend-test-utils';
import { IacClient } from '@backstage-iac/plugin-iac-common';
import type { AddressInfo, Server } from 'node:net';

/** Speaks to a backend over HTTP, as the mock user. */
export function clientOf(server: Pick<Server, 'address'>): IacClient {
  const { port } = server.address() as AddressInfo;
  return new IacClient({
    discoveryApi: {
      getBaseUrl: async () => `http://localhost:${port}/api/iac`,
    },
    fetchApi: {
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          headers: {
            ...init?.headers,
            Authorization: mockCredentials.user.header(),
          },
        }),
    },
  });
}
