import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  makeValidator,
  type ResourceEntity,
} from '@backstage/catalog-model';
import { IAC_ENVIRONMENTS_ANNOTATION } from '@backstage-iac/plugin-iac-common';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';

/** Owner of an environment that has none: the catalog insists on one. */
const NOBODY = 'unknown';

const { isValidLabelKey, isValidLabelValue } = makeValidator();

/**
 * An environment as a `Resource` of type `environment`.
 *
 * Only the definition goes in, nothing of its runs: readiness and drift change
 * by the hour, and each change would be stitched and indexed anew.
 */
export function toEnvironmentEntity(
  environment: EnvironmentDefinition,
  options: { location: string },
): ResourceEntity {
  const { name, title, description, owner, tier, promotesFrom } = environment;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      ...(title ? { title } : {}),
      ...(description ? { description } : {}),
      labels: validLabels({
        ...environment.labels,
        'backstage-iac.io/tier': tier,
      }),
      annotations: {
        [ANNOTATION_LOCATION]: options.location,
        [ANNOTATION_ORIGIN_LOCATION]: options.location,
        [IAC_ENVIRONMENTS_ANNOTATION]: name,
      },
    },
    spec: {
      type: 'environment',
      owner: owner ?? NOBODY,
      ...(promotesFrom
        ? { dependsOn: [`resource:default/${promotesFrom}`] }
        : {}),
    },
  };
}

/** One label that the catalog refuses would keep the environment out of it. */
function validLabels(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter(
      ([key, value]) => isValidLabelKey(key) && isValidLabelValue(value),
    ),
  );
}
