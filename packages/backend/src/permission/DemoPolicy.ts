import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  iacEnvironmentReadPermission,
  iacPlanReadPermission,
  iacRunCreatePermission,
} from '@backstage-iac/plugin-iac-common';

const PLATFORM_LEADS = 'group:default/platform-leads';

const DEVELOPERS = 'group:default/developers';

/** What developers may do: look, plan, check drift. */
const FOR_DEVELOPERS: readonly Permission[] = [
  iacEnvironmentReadPermission,
  iacPlanReadPermission,
  iacRunCreatePermission,
];

/**
 * The permission policy of the demo, small enough to be read whole. Write
 * your own for a real portal.
 *
 * There are two roles:
 *
 * - members of `group:default/platform-leads` may do everything;
 * - members of `group:default/developers` may see environments, plans and
 *   logs, and may start plans and drift checks, since neither changes
 *   infrastructure. Apply, approve, cancel, break-glass, outputs, the state's
 *   lock and creating environments are refused.
 *
 * Who is in neither sees nothing of the infrastructure.
 *
 * A permission says who may knock. Whose approval counts, and how many are
 * needed, is said per environment: `iac.environments.<name>.approvals`.
 *
 * The demo's `user:default/guest` is a member of platform-leads
 * (`examples/org.yaml`), so that a newcomer can try all of it. Take that
 * membership away to see what a developer sees.
 *
 * Permissions of other plugins are allowed to everyone who signed in: catalog,
 * scaffolder, search and notifications work as they do in a portal without
 * permissions. Requests between plugins never reach a policy.
 */
export class DemoPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(options: { userInfo: UserInfoService }) {
    this.#userInfo = options.userInfo;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const allowed = await this.#isAllowed(request.permission, user);
    return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }

  async #isAllowed(
    permission: Permission,
    user: PolicyQueryUser | undefined,
  ): Promise<boolean> {
    if (!user) return false;
    if (!permission.name.startsWith('iac.')) return true;

    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    if (ownershipEntityRefs.includes(PLATFORM_LEADS)) return true;
    return (
      ownershipEntityRefs.includes(DEVELOPERS) &&
      FOR_DEVELOPERS.some(open => isPermission(permission, open))
    );
  }
}
