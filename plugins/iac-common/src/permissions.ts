import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_IAC_ENVIRONMENT = 'iac-environment';

const resourceType = RESOURCE_TYPE_IAC_ENVIRONMENT;

/** See an environment, its readiness, runs and drift. @public */
export const iacEnvironmentReadPermission = createPermission({
  name: 'iac.environment.read',
  attributes: { action: 'read' },
  resourceType,
});

/** See a plan's resources and attributes, and a run's log. @public */
export const iacPlanReadPermission = createPermission({
  name: 'iac.plan.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Start a plan or a drift check. @public */
export const iacRunCreatePermission = createPermission({
  name: 'iac.run.create',
  attributes: { action: 'create' },
  resourceType,
});

/** Say yes to one plan. @public */
export const iacRunApprovePermission = createPermission({
  name: 'iac.run.approve',
  attributes: { action: 'update' },
  resourceType,
});

/** Start a run that may change infrastructure, and let its approved plan be applied. @public */
export const iacRunApplyPermission = createPermission({
  name: 'iac.run.apply',
  attributes: { action: 'update' },
  resourceType,
});

/** Stop a run or discard its plan. @public */
export const iacRunCancelPermission = createPermission({
  name: 'iac.run.cancel',
  attributes: { action: 'update' },
  resourceType,
});

/** Add an environment to a source, from a template. Has no resource: the environment does not exist yet. @public */
export const iacEnvironmentCreatePermission = createPermission({
  name: 'iac.environment.create',
  attributes: { action: 'create' },
});

/** Those on an environment that exists. @public */
export const iacPermissions = [
  iacEnvironmentReadPermission,
  iacPlanReadPermission,
  iacRunCreatePermission,
  iacRunApprovePermission,
  iacRunApplyPermission,
  iacRunCancelPermission,
];
