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
} from '@backstage-iac/plugin-iac-common';
import {
  noSuchEnvironment,
  type EnvironmentRegistry,
} from '../service/EnvironmentRegistry';

/** Decides what a caller may do to which environment. */
export class EnvironmentAuthorizer {
  readonly #permissions: PermissionsService;
  readonly #registry: EnvironmentRegistry;
  readonly #isAuthorized: ReturnType<
    typeof createConditionAuthorizer<Environment>
  >;

  constructor(options: {
    permissions: PermissionsService;
    registry: EnvironmentRegistry;
    ruleset: PermissionRuleset<Environment>;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.registry;
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
      .filter(name =>
        this.#isAuthorized(decision, this.#registry.describe(name)),
      );
  }

  /** Whether the caller has all of the permissions for an environment. */
  async may(
    name: string,
    permissions: ResourcePermission[],
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    if (!this.#registry.find(name)) return false;
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
   * @throws NotFoundError when the environment does not exist, or the caller may not see it
   * @throws NotAllowedError when one of the other permissions is missing
   */
  async require(
    name: string,
    permissions: ResourcePermission[],
    credentials: BackstageCredentials,
  ): Promise<void> {
    const all = [iacEnvironmentReadPermission, ...permissions];
    const [read, ...others] = await this.#permissions.authorizeConditional(
      all.map(permission => ({ permission })),
      { credentials },
    );
    const environment = this.#registry.find(name)
      ? this.#registry.describe(name)
      : undefined;
    if (!environment || !this.#isAuthorized(read, environment)) {
      throw noSuchEnvironment(name);
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
