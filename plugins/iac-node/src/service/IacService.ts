import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { IacApi } from '@backstage-iac/plugin-iac-common';

/** @public */
export interface IacServiceRequestOptions {
  /** On whose behalf. */
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

type WithCredentials<T> = T extends (
  ...args: [...infer Given, options?: infer _Options]
) => infer Answer
  ? (...args: [...Given, options: IacServiceRequestOptions]) => Answer
  : never;

/**
 * What other backend plugins can ask of the `iac` plugin: all that `IacApi`
 * offers, each time on somebody's behalf.
 *
 * @public
 */
export type IacService = {
  [Method in keyof IacApi]: WithCredentials<IacApi[Method]>;
};
