import { toError } from '@backstage/errors';
import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import type { IacPortalApi } from '../api';
import { statusOf } from '../components/states/statusOf';

type Asked = Map<string, Promise<EnvironmentReadiness | undefined>>;

const askedOf = new WeakMap<IacPortalApi, Asked>();

/**
 * An environment; `undefined` when there is none of that name, or the person
 * may not see it. Cards of one page that ask at the same time share the answer.
 */
export function findEnvironment(
  api: IacPortalApi,
  name: string,
): Promise<EnvironmentReadiness | undefined> {
  const asked: Asked = askedOf.get(api) ?? new Map();
  askedOf.set(api, asked);
  const answer =
    asked.get(name) ??
    ask(api, name).finally(() => {
      asked.delete(name);
    });
  asked.set(name, answer);
  return answer;
}

async function ask(api: IacPortalApi, name: string) {
  try {
    return await api.getEnvironment(name);
  } catch (error) {
    const status = statusOf(toError(error));
    if (status === 403 || status === 404) return undefined;
    throw error;
  }
}
