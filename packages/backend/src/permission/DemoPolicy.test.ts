import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  iacEnvironmentCreatePermission,
  iacEnvironmentReadPermission,
  iacPermissions,
  iacPlanReadPermission,
  iacRunCreatePermission,
} from '@backstage-iac/plugin-iac-common';
import { DemoPolicy } from './DemoPolicy';

const catalogDelete = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
  resourceType: 'catalog-entity',
});

function memberOf(...groups: string[]) {
  const info = {
    userEntityRef: 'user:default/ada',
    ownershipEntityRefs: ['user:default/ada', ...groups],
  };
  const policy = new DemoPolicy({
    userInfo: mockServices.userInfo.mock({ getUserInfo: async () => info }),
  });
  const user: PolicyQueryUser = {
    credentials: mockCredentials.user(info.userEntityRef),
    info,
  };
  return {
    async may(permission: Permission) {
      const { result } = await policy.handle({ permission }, user);
      return result === AuthorizeResult.ALLOW;
    },
  };
}

describe('DemoPolicy', () => {
  it('lets platform leads do everything', async () => {
    const lead = memberOf('group:default/platform-leads');

    for (const permission of [
      ...iacPermissions,
      iacEnvironmentCreatePermission,
      catalogDelete,
    ]) {
      await expect(lead.may(permission)).resolves.toBe(true);
    }
  });

  it('lets developers look, plan and check drift, and no more', async () => {
    const developer = memberOf('group:default/developers');

    const allowed = new Array<Permission>();
    for (const permission of [
      ...iacPermissions,
      iacEnvironmentCreatePermission,
    ]) {
      if (await developer.may(permission)) allowed.push(permission);
    }

    expect(allowed).toEqual([
      iacEnvironmentReadPermission,
      iacPlanReadPermission,
      iacRunCreatePermission,
    ]);
    await expect(developer.may(catalogDelete)).resolves.toBe(true);
  });

  it('shows nothing of the infrastructure to who is in neither team', async () => {
    const newcomer = memberOf();

    for (const permission of [
      ...iacPermissions,
      iacEnvironmentCreatePermission,
    ]) {
      await expect(newcomer.may(permission)).resolves.toBe(false);
    }
    await expect(newcomer.may(catalogDelete)).resolves.toBe(true);
  });

  it('allows nothing to a request that carries no user', async () => {
    const policy = new DemoPolicy({ userInfo: mockServices.userInfo() });

    await expect(
      policy.handle({ permission: iacEnvironmentReadPermission }),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });
});
