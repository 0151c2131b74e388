import type { iacRunCreatePermission } from '@backstage-iac/plugin-iac-common';
import { usePermission } from '@backstage/plugin-permission-react';

/**
 * Whether to offer an action on an environment. When the portal cannot tell,
 * the action is offered: the backend decides in any case.
 */
export function useMay(
  permission: typeof iacRunCreatePermission,
  environment: string,
): boolean {
  const { loading, allowed, error } = usePermission({
    permission,
    resourceRef: environment,
  });
  return loading || allowed || error !== undefined;
}
