import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  iacCheckWaivePermission,
  iacEnvironmentReadPermission,
  type ReadinessApi,
} from '@backstage-iac/plugin-iac-common';
import type {
  IacService,
  IacServiceRequestOptions,
} from '@backstage-iac/plugin-iac-node';
import type { EnvironmentAuthorizer } from '../permissions/EnvironmentAuthorizer';
import type { ScopedIacService } from './ScopedIacService';

type Readiness = Pick<IacService, keyof ReadinessApi>;

/** The part of `AuthorizedIacService` that is about readiness. */
export class AuthorizedReadiness implements Readiness {
  readonly #service: ScopedIacService;
  readonly #authorizer: EnvironmentAuthorizer;

  constructor(options: {
    service: ScopedIacService;
    authorizer: EnvironmentAuthorizer;
  }) {
    this.#service = options.service;
    this.#authorizer = options.authorizer;
  }

  listReadiness: Readiness['listReadiness'] = async (request, options) =>
    this.#service.listReadiness(request, await this.#scoped(options));

  exportReadiness: Readiness['exportReadiness'] = async (request, options) =>
    this.#service.exportReadiness(request, await this.#scoped(options));

  getReadiness: Readiness['getReadiness'] = async (name, options) => {
    await this.#require(name, [], options);
    return this.#service.getReadiness(name, options);
  };

  recheck: Readiness['recheck'] = async (name, options) => {
    await this.#require(name, [], options);
    return this.#service.recheck(name, options);
  };

  listVerdicts: Readiness['listVerdicts'] = async (name, request, options) => {
    await this.#require(name, [], options);
    return this.#service.listVerdicts(name, request, options);
  };

  getTimeline: Readiness['getTimeline'] = async (name, request, options) => {
    await this.#require(name, [], options);
    return this.#service.getTimeline(name, request, options);
  };

  getReadinessChanges: Readiness['getReadinessChanges'] = async (
    name,
    options,
  ) => {
    await this.#require(name, [], options);
    return this.#service.getReadinessChanges(name, options);
  };

  getCheck: Readiness['getCheck'] = async (name, checkId, options) => {
    await this.#require(name, [], options);
    return this.#service.getCheck(name, checkId, options);
  };

  requestWaiver: Readiness['requestWaiver'] = async (
    name,
    checkId,
    request,
    options,
  ) => {
    await this.#require(name, [iacCheckWaivePermission], options);
    return this.#service.requestWaiver(name, checkId, request, options);
  };

  decideWaiver: Readiness['decideWaiver'] = async (
    name,
    waiverId,
    request,
    options,
  ) => {
    await this.#require(name, [iacCheckWaivePermission], options);
    return this.#service.decideWaiver(name, waiverId, request, options);
  };

  revokeWaiver: Readiness['revokeWaiver'] = async (name, waiverId, options) => {
    await this.#require(name, [iacCheckWaivePermission], options);
    return this.#service.revokeWaiver(name, waiverId, options);
  };

  getBadgeUrl: Readiness['getBadgeUrl'] = async (name, request, options) => {
    await this.#require(name, [], options);
    return this.#service.getBadgeUrl(name, request, options);
  };

  async #require(
    name: string,
    permissions: ResourcePermission[],
    { credentials }: IacServiceRequestOptions,
  ): Promise<void> {
    await this.#authorizer.require(name, permissions, credentials);
  }

  async #scoped(options: IacServiceRequestOptions) {
    return {
      ...options,
      environments: await this.#authorizer.allowed(
        iacEnvironmentReadPermission,
        options.credentials,
      ),
    };
  }
}
