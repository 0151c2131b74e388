import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { CheckObserver, ReadinessCheck } from './ReadinessCheck';

/** Lets modules say more about the readiness of environments. @public */
export interface IacChecksExtensionPoint {
  /** @throws Error when a check with this id exists */
  addCheck(...checks: ReadinessCheck[]): void;
  /**
   * Gives a check of the catalogue that has no source of its own, such as
   * `secrets.rotation`, something to look at.
   *
   * @throws Error when it is fed already
   */
  feedCheck(checkId: string, observe: CheckObserver): void;
}

/** @public */
export const iacChecksExtensionPoint =
  createExtensionPoint<IacChecksExtensionPoint>({ id: 'iac.checks' });
