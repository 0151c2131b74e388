import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  iacEnvironmentReadPermission,
  type Environment,
  type Operation,
} from '@backstage-iac/plugin-iac-common';
import type { IacConfig } from '@backstage-iac/plugin-iac-node';
import {
  noSuchEnvironment,
  type EnvironmentRegistry,
} from '../service/EnvironmentRegistry';
import { ServiceGate } from './ServiceGate';

/** Decides what a caller may do to which environment. */
export class EnvironmentAuthorizer {
  readonly #permissions: PermissionsService;
  readonly #registry: EnvironmentRegistry;
  readonly #access: ServiceGate;
  readonly #isAuthorized: ReturnType<
    typeof createConditionAuthorizer<Environment>
  >;

  constructor(options: {
    permissions: PermissionsService;
    registry: EnvironmentRegistry;
    access: IacConfig['access'];
    ruleset: PermissionRuleset<Environment>;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.registry;
    this.#access = new ServiceGate(options.access);
    this.#isAuthorized = createConditionAuthorizer(options.ruleset);
  }

  /** Names of the environments for which the caller has the permission. */
  async allowed(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return this.#registry
      .names()
      .filter(
        name =>
          this.#access.admits(credentials, name) &&
          this.#isAuthorized(decision, this.#registry.describe(name)),
      );
  }

  /** Whether the caller has all of the permissions for an environment. */
  async may(
    name: string,
    permissions: ResourcePermission[],
    credentials: BackstageCredentials,
    operation?: Operation,
  ): Promise<boolean> {
    if (!this.#registry.find(name)) return false;
    if (!this.#access.admits(credentials, name, operation)) return false;
    const environment = this.#registry.describe(name);
    const decisions = await this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    return decisions.every(decision =>
      this.#isAuthorized(decision, environment),
    );
  }

  /**
   * @param operation - of the run that is started or changed
   * @throws NotFoundError when the environment does not exist, or the caller may not see it
   * @throws NotAllowedError when one of the other permissions is missing, or the
   * caller is a service whose token is not for the operation
   */
  async require(
    name: string,
    permissions: ResourcePermission[],
    credentials: BackstageCredentials,
    operation?: Operation,
  ): Promise<void> {
    const all = [iacEnvironmentReadPermission, ...permissions];
    const [read, ...others] = await this.#permissions.authorizeConditional(
      all.map(permission => ({ permission })),
      { credentials },
    );
    const environment =
      this.#registry.find(name) && this.#access.admits(credentials, name)
        ? this.#registry.describe(name)
        : undefined;
    if (!environment || !this.#isAuthorized(read, environment)) {
      throw noSuchEnvironment(name);
    }
    if (operation && !this.#access.admits(credentials, name, operation)) {
      throw new NotAllowedError(
        `'iac.access' does not let this service do '${operation}' in environment '${name}'`,
      );
    }
    const denied = permissions.find(
      (_, index) => !this.#isAuthorized(others[index], environment),
    );
    if (denied) {
      throw new NotAllowedError(
        `You lack the permission '${denied.name}' for environment '${name}'`,
      );
    }
  }
}
