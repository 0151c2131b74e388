import type { EngineEnvironment } from '@backstage-iac/engine';
import type { Run } from '@backstage-iac/plugin-iac-common';

/**
 * Reads the secrets anew for each plan and apply.
 *
 * @param planned - versions that an apply must find again
 * @throws StalePlanError - when one has moved
 */
export type PrepareEnvironment = (
  environment: string,
  planned?: Run['secretVersions'],
) => Promise<EngineEnvironment>;
