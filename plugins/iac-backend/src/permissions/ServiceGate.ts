import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Operation } from '@backstage-iac/plugin-iac-common';
import type { IacConfig } from '@backstage-iac/plugin-iac-node';
import { minimatch } from 'minimatch';

/**
 * What a service's token is for. The permission framework allows services
 * everything that their token is not restricted from, and knows no environments.
 */
export class ServiceGate {
  readonly #access: IacConfig['access'];

  constructor(access: IacConfig['access']) {
    this.#access = access;
  }

  /**
   * @param operation - of the run that is started or changed; absent for a look
   * @returns true for people, whose permissions decide
   */
  admits(
    credentials: BackstageCredentials,
    environment: string,
    operation?: Operation,
  ): boolean {
    const { principal } = credentials as BackstageCredentials<{
      type?: string;
      subject?: string;
    }>;
    if (principal.type !== 'service') return true;
    const entries = this.#access.services.filter(
      ({ subject }) => subject === principal.subject,
    );
    if (entries.length === 0) return this.#access.unlistedServices === 'allow';
    return entries.some(
      ({ environments, operations }) =>
        environments.some(glob => minimatch(environment, glob)) &&
        (!operation || !operations || operations.includes(operation)),
    );
  }
}
