import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';

/**
 * Whether to offer an action. When the portal cannot tell, the action is
 * offered: the backend decides in any case.
 */
export function useMay(
  permission: ResourcePermission,
  environment: string,
): boolean {
  const { loading, allowed, error } = usePermission({
    permission,
    resourceRef: environment,
  });
  return loading || allowed || error !== undefined;
}
