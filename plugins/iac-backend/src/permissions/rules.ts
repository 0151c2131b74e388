import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { iacEnvironmentPermissionResourceRef } from '@backstage-iac/plugin-iac-node';
import { z } from 'zod';

const hasName = createPermissionRule({
  name: 'HAS_NAME',
  description: 'Allow environments with any of the given names',
  resourceRef: iacEnvironmentPermissionResourceRef,
  paramsSchema: z.object({
    names: z.array(z.string()).describe('Names of environments'),
  }),
  apply: (environment, { names }) => names.includes(environment.name),
  toQuery: ({ names }) => ({ property: 'name' as const, values: names }),
});

const hasTier = createPermissionRule({
  name: 'HAS_TIER',
  description: 'Allow environments of any of the given tiers',
  resourceRef: iacEnvironmentPermissionResourceRef,
  paramsSchema: z.object({
    tiers: z.array(z.string()).describe('Tiers, such as production'),
  }),
  apply: (environment, { tiers }) => tiers.includes(environment.tier),
  toQuery: ({ tiers }) => ({ property: 'tier' as const, values: tiers }),
});

const isEnvironmentOwner = createPermissionRule({
  name: 'IS_ENVIRONMENT_OWNER',
  description: 'Allow environments owned by any of the given entities',
  resourceRef: iacEnvironmentPermissionResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Entity refs, such as those that a user claims to own'),
  }),
  apply: (environment, { owners }) =>
    environment.owner !== undefined && owners.includes(environment.owner),
  toQuery: ({ owners }) => ({ property: 'owner' as const, values: owners }),
});

const hasLabel = createPermissionRule({
  name: 'HAS_LABEL',
  description: 'Allow environments whose label has any of the given values',
  resourceRef: iacEnvironmentPermissionResourceRef,
  paramsSchema: z.object({
    label: z.string().describe('Key of the label'),
    values: z.array(z.string()).describe('Values of the label'),
  }),
  apply: (environment, { label, values }) =>
    Object.hasOwn(environment.labels, label) &&
    values.includes(environment.labels[label]),
  toQuery: ({ label, values }) => ({
    property: `label:${label}` as const,
    values,
  }),
});

export const iacPermissionRules = {
  hasName,
  hasTier,
  isEnvironmentOwner,
  hasLabel,
};

const conditionExports = createConditionExports({
  resourceRef: iacEnvironmentPermissionResourceRef,
  rules: iacPermissionRules,
});

/**
 * For permission policies: `iacConditions.hasTier({ tiers: ['staging'] })`.
 *
 * @public
 */
export const iacConditions = conditionExports.conditions;

/**
 * Turns conditions about environments into a decision of a policy.
 *
 * @public
 */
export const createIacConditionalDecision =
  conditionExports.createConditionalDecision;
