import type { Engine } from '@backstage-iac/engine';
import type { BuiltInCheck } from './BuiltInCheck';
import { deployedCheck } from './deployedCheck';
import { driftCheck } from './driftCheck';
import { governanceChecks, type Governance } from './governanceChecks';
import { planChecks, type ArtifactVerifier } from './planChecks';
import { secretChecks, type SecretsOracle } from './secretChecks';
import { sourceChecks } from './sourceChecks';
import { stateChecks } from './stateChecks';

/** The checks that the suite brings along. */
export function builtInChecks(options: {
  engine: Pick<Engine, 'inspectLock'>;
  artifacts: ArtifactVerifier;
  governance: Governance;
  secrets: SecretsOracle;
}): BuiltInCheck[] {
  return [
    ...sourceChecks,
    ...stateChecks(options),
    ...planChecks(options),
    deployedCheck,
    driftCheck,
    ...secretChecks(options.secrets),
    ...governanceChecks(options.governance),
  ];
}
