import { NotAllowedError } from '@backstage/errors';
import type { IacPortalApi } from '../api';
import { MemoryIacApi } from './MemoryIacApi';

/** What may be wrong with a portal. */
export const TROUBLES = ['empty', 'failing', 'forbidden', 'stale'] as const;

type Trouble = (typeof TROUBLES)[number];

/** Requests that are answered before a portal goes `stale`: one of each sort. */
const ANSWERED = 1;

/** The same portal in trouble; with none, the portal itself. */
export function withTrouble(
  api: MemoryIacApi,
  trouble: Trouble | undefined,
): IacPortalApi {
  switch (trouble) {
    case 'empty':
      return new MemoryIacApi();
    case 'failing':
      return failing(api, () => new Error('The database is away'));
    case 'forbidden':
      return failing(api, () =>
        Object.assign(new NotAllowedError('You may not see it'), {
          statusCode: 403,
        }),
      );
    case 'stale':
      return failing(api, () => new Error('Failed to fetch'), ANSWERED);
    default:
      return api;
  }
}

/** @param answered - of each method, before it fails */
function failing(
  api: MemoryIacApi,
  errorOf: () => Error,
  answered = 0,
): IacPortalApi {
  const calls = new Map<PropertyKey, number>();
  return new Proxy<IacPortalApi>(api, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        const count = calls.get(name) ?? 0;
        calls.set(name, count + 1);
        if (count >= answered) throw errorOf();
        return method.apply(target, given);
      };
    },
  });
}
