import type { EnvironmentDrift } from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import { CheckFailure } from './CheckFailure';
import { READ_LOG } from './runEvidence';

/** Addresses in the summary. */
const NAMED = 3;

/** Whether reality still is what was applied. */
export const driftCheck: ReadinessCheck = {
  id: 'drift.current',
  group: 'drift',
  title: 'Drift',
  why: 'The next apply undoes what somebody changed by hand in an incident, unless somebody looks first.',
  required: true,
  purposes: ['promote'],
  // The same window as everywhere else in the portal.
  freshnessSeconds: ({ drift }) => drift.freshnessSeconds,
  needs: "'iac.environments.<name>.drift', and a drift check",
  remediation: { label: 'Check drift', step: 'check-drift' },
  producer: 'iac',
  observe: observeDrift,
};

function observeDrift({ facts }: CheckSubject): CheckObservation {
  const { drift, lastDriftCheck, lastApply } = facts;
  switch (drift.status) {
    case 'failed':
      throw new CheckFailure(
        lastDriftCheck?.error?.message ?? 'the drift check gave no answer',
        { runId: drift.runId, next: READ_LOG },
      );
    case 'unknown':
      return {
        status: 'unknown',
        summary: drift.checkedAt
          ? `Not checked since the apply of run #${lastApply?.number}`
          : 'Never checked',
        runId: drift.runId,
      };
    default:
  }
  const seen = {
    observedAt: drift.checkedAt,
    runId: drift.runId,
    threshold: '0 resources',
    value: `${drift.count ?? 0} resources`,
    evidence: [{ kind: 'run', runId: drift.runId }],
  };
  return drift.status === 'clean'
    ? {
        status: 'pass',
        summary: 'Nothing was changed outside Terraform',
        ...seen,
      }
    : {
        status: 'fail',
        summary: `${drift.count ?? 'Some'} resource${
          drift.count === 1 ? ' was' : 's were'
        } changed outside Terraform${addressesOf(drift)}`,
        next: { label: 'Review the drift', step: 'review-drift' },
        ...seen,
      };
}

/** Names the first few: whoever reads one line often knows what happened. */
function addressesOf({
  addresses,
  count = addresses.length,
}: EnvironmentDrift) {
  if (addresses.length === 0) return '';
  const named = addresses.slice(0, NAMED);
  const more = count - named.length;
  return `: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
