import type { JsonObject } from '@backstage/types';
import { GIT, IN_STORES, OF_PROCESS, processVariable, STATE } from './planted';

/**
 * A portal whose environments have all canaries.
 *
 * @param options - `code`: folder with `infra/<environment>`; `stores`: settings of the stores by kind
 */
export function plantedConfig(options: {
  home: string;
  artifacts: string;
  code: string;
  environments: string[];
  stores: JsonObject;
}): JsonObject {
  const environment = {
    secrets: {
      ...Object.fromEntries(
        OF_PROCESS.map(({ name }) => [name, { env: processVariable(name) }]),
      ),
      ...Object.fromEntries(
        IN_STORES.map(({ canary, reference }) => [canary.name, reference]),
      ),
    },
    state: { type: 'local', env: { [STATE.name]: STATE.value } },
  };
  return {
    app: { baseUrl: 'http://localhost' },
    integrations: {
      gitea: [{ host: 'localhost:1', username: 'bot', password: GIT.value }],
    },
    iac: {
      home: options.home,
      artifacts: options.artifacts,
      secrets: { sources: options.stores },
      sources: {
        platform: { target: options.code, environments: 'infra/*' },
        remote: { target: 'https://localhost:1/team/infra.git' },
      },
      environments: {
        ...Object.fromEntries(
          options.environments.map(name => [name, environment]),
        ),
        unreachable: { ...environment, source: 'remote', directory: 'envs/x' },
      },
    },
  };
}
