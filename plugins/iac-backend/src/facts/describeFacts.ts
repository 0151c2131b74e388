import type {
  Environment,
  EnvironmentFacts,
} from '@backstage-iac/plugin-iac-common';
import type { DriftAnswer } from '../database/EnvironmentStateStore';
import { describeDrift } from './describeDrift';

/** All that the runs of an environment say of it. */
export interface FactsInput
  extends Omit<EnvironmentFacts, 'environment' | 'drift' | 'awaitingApproval'> {
  environment: Environment;
  /** The database's time. */
  now: Date;
  freshnessSeconds: number;
  /** Last answer about drift, however old. */
  driftAnswer?: DriftAnswer;
}

/** Puts together what is known of an environment, and judges nothing. */
export function describeFacts(input: FactsInput): EnvironmentFacts {
  const { now: _, freshnessSeconds: __, driftAnswer: ___, ...runs } = input;
  return {
    ...runs,
    drift: describeDrift(input),
    awaitingApproval: input.activeRuns.filter(
      ({ state }) => state === 'awaiting_approval',
    ),
  };
}
