import {
  advise,
  describeBuiltIn,
  measure,
  say,
  type EnvironmentDrift,
  type Sentence,
} from '@backstage-iac/plugin-iac-common';
import type { CheckSubject } from '@backstage-iac/plugin-iac-node';
import type { BuiltInCheck, SaidObservation } from './BuiltInCheck';
import { CheckFailure } from './CheckFailure';
import { READ_LOG } from './runEvidence';

/** Addresses in the summary. */
const NAMED = 3;

/** Whether reality still is what was applied. */
export const driftCheck: BuiltInCheck = {
  ...describeBuiltIn('drift.current'),
  group: 'drift',
  required: true,
  purposes: ['promote'],
  // The same window as everywhere else in the portal.
  freshnessSeconds: ({ drift }) => drift.freshnessSeconds,
  remediation: advise('checks.drift.current.do', { step: 'check-drift' }),
  producer: 'iac',
  observe: observeDrift,
};

function observeDrift({ facts }: CheckSubject): SaidObservation {
  const { drift, lastDriftCheck, lastApply } = facts;
  switch (drift.status) {
    case 'failed':
      throw new CheckFailure(
        lastDriftCheck?.error
          ? say('checks.broken.because', {
              error: lastDriftCheck.error.message,
            })
          : say('checks.drift.current.noAnswer'),
        { runId: drift.runId, next: READ_LOG },
      );
    case 'unknown':
      return {
        status: 'unknown',
        ...(drift.checkedAt && lastApply
          ? say('checks.drift.current.overtaken', { number: lastApply.number })
          : say('checks.drift.current.never')),
        runId: drift.runId,
      };
    default:
  }
  const seen = {
    observedAt: drift.checkedAt,
    runId: drift.runId,
    ...measure(resources(drift.count ?? 0), resources(0)),
    evidence: [{ kind: 'run', runId: drift.runId }],
  };
  return drift.status === 'clean'
    ? {
        status: 'pass',
        ...say('checks.drift.current.clean'),
        ...seen,
      }
    : {
        status: 'fail',
        ...sayChanged(drift),
        next: advise('checks.drift.current.doReview', { step: 'review-drift' }),
        ...seen,
      };
}

/** Names the first few: whoever reads one line often knows what happened. */
function sayChanged({ addresses, count }: EnvironmentDrift): Sentence {
  const named = addresses.slice(0, NAMED);
  const more = (count ?? addresses.length) - named.length;
  const values = { addresses: named.join(', '), more };
  if (count === undefined) {
    if (named.length === 0) return say('checks.drift.current.uncounted');
    return more > 0
      ? say('checks.drift.current.uncountedNamedSome', values)
      : say('checks.drift.current.uncountedNamed', values);
  }
  if (named.length === 0) return say('checks.drift.current.changed', { count });
  return more > 0
    ? say('checks.drift.current.namedSome', { count, ...values })
    : say('checks.drift.current.named', { count, ...values });
}

function resources(number: number): Sentence {
  return say('checks.drift.current.resources', { number });
}
