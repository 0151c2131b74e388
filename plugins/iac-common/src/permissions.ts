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

/** End a run by force, once it had time to stop in order. What it was doing may be lost. @public */
export const iacRunForceCancelPermission = createPermission({
  name: 'iac.run.forceCancel',
  attributes: { action: 'update' },
  resourceType,
});

/** Apply against the rules in an emergency, together with a second person. @public */
export const iacRunBreakGlassPermission = createPermission({
  name: 'iac.run.breakGlass',
  attributes: { action: 'update' },
  resourceType,
});

/** See the values of an environment's outputs that are not sensitive. @public */
export const iacOutputReadPermission = createPermission({
  name: 'iac.output.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Release the state's lock of a run that is proved dead. @public */
export const iacStateUnlockPermission = createPermission({
  name: 'iac.state.unlock',
  attributes: { action: 'update' },
  resourceType,
});

/** Push a state that Terraform could not save. @public */
export const iacStatePushPermission = createPermission({
  name: 'iac.state.push',
  attributes: { action: 'update' },
  resourceType,
});

/** Waive a check for some time. @public */
export const iacCheckWaivePermission = createPermission({
  name: 'iac.check.waive',
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
  iacRunForceCancelPermission,
  iacRunBreakGlassPermission,
  iacOutputReadPermission,
  iacStateUnlockPermission,
  iacStatePushPermission,
  iacCheckWaivePermission,
];
