import type {
  EnvironmentFacts,
  EnvironmentReadiness,
  Run,
  RunSummary,
} from '@backstage-iac/plugin-iac-common';

/** What is judged of an environment. */
type Judgement = Pick<
  EnvironmentReadiness,
  'verdict' | 'readyFor' | 'reasons' | 'standings' | 'waivers' | 'since'
>;

/**
 * Facts and judgement, as they are told. The runs that have ended are told in
 * short: a list of hundreds of environments would be megabytes of their stages.
 */
export function toReadiness(
  facts: EnvironmentFacts,
  judgement: Judgement,
): EnvironmentReadiness {
  const {
    lastRun,
    lastPlan,
    // What checks go by, and nobody else.
    lastAttempt: _,
    lastApply,
    lastDriftCheck,
    ...others
  } = facts;
  const { verdict, readyFor, reasons, standings, waivers, since } = judgement;
  return {
    ...others,
    lastRun: lastRun && toSummary(lastRun),
    lastPlan: lastPlan && toSummary(lastPlan),
    lastApply: lastApply && toSummary(lastApply),
    lastDriftCheck: lastDriftCheck && toSummary(lastDriftCheck),
    verdict,
    readyFor,
    reasons,
    standings,
    waivers,
    since,
  };
}

function toSummary(run: Run): RunSummary {
  const {
    digests,
    progress,
    providers,
    reconciliation,
    secretVersions,
    stages,
    statePosition,
    tool,
    ...summary
  } = run;
  return summary;
}
