import {
  RESOURCE_TYPE_IAC_ENVIRONMENT,
  type Environment,
} from '@backstage-iac/plugin-iac-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';

/** Environments of which a property has one of the values. @public */
export interface IacEnvironmentFilter {
  property: 'name' | 'tier' | 'owner' | 'source' | `label:${string}`;
  values: string[];
}

/**
 * What permission rules about environments decide on. Environments are few and
 * in memory, so a list is filtered by the same rules as a single one.
 *
 * @public
 */
export const iacEnvironmentPermissionResourceRef = createPermissionResourceRef<
  Environment,
  IacEnvironmentFilter
>().with({
  pluginId: 'iac',
  resourceType: RESOURCE_TYPE_IAC_ENVIRONMENT,
});
