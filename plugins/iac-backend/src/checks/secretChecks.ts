import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import { newestRunOf, NO_RUN, seenBy, stageOf } from './runEvidence';
import { DAY, windowOf } from './windows';

const base = { group: 'secrets', producer: 'iac' } as const;

/** Secrets that the environment needs; never their values. */
export const secretChecks: readonly ReadinessCheck[] = [
  {
    ...base,
    id: 'secrets.reachable',
    title: 'Secrets reachable',
    why: 'An apply in the night fails on a token that expired in the evening.',
    required: true,
    purposes: ['plan', 'apply', 'promote', 'rollback'],
    freshnessSeconds: windowOf(3 * DAY),
    needs: "'iac.environments.<name>.secrets', and a run that read them",
    remediation: { label: 'Make the source of the secrets reachable' },
    observe: observeReachable,
  },
  {
    ...base,
    id: 'secrets.rotation',
    title: 'Secret rotation',
    why: 'A secret that is never changed is known to everybody who ever left.',
    required: false,
    purposes: ['promote'],
    freshnessSeconds: windowOf(3 * DAY),
    needs:
      "A module that reads when secrets were rotated and calls feedCheck('secrets.rotation', …)",
    remediation: { label: 'Rotate the secret' },
    observe: subject =>
      notFed(subject, 'No module tells when the secrets were rotated'),
  },
  {
    ...base,
    id: 'secrets.hygiene',
    title: 'Secret hygiene',
    why: 'A secret in git stays there after it was deleted.',
    required: false,
    purposes: ['promote'],
    freshnessSeconds: windowOf(3 * DAY),
    needs:
      "A module that scans the source for secrets and calls feedCheck('secrets.hygiene', …)",
    remediation: { label: 'Remove the secret from the source, and rotate it' },
    observe: subject => notFed(subject, 'No module scans the source'),
  },
];

const NONE: CheckObservation = {
  status: 'not-applicable',
  summary: 'The environment has no secret variables',
};

function hasSecrets({ definition }: CheckSubject): boolean {
  return Object.keys(definition.secrets).length > 0;
}

/** A run reads all secrets before it begins: one that fetched its source has read them. */
function observeReachable(subject: CheckSubject): CheckObservation {
  if (!hasSecrets(subject)) return NONE;
  const run = newestRunOf(subject);
  if (!run) return NO_RUN;
  const count = Object.keys(subject.definition.secrets).length;
  if (stageOf(run, 'fetch')) {
    return {
      status: 'pass',
      summary: `Run #${run.number} has read ${count} secret${
        count === 1 ? '' : 's'
      }`,
      ...seenBy(run),
    };
  }
  return run.state === 'errored'
    ? {
        status: 'fail',
        summary: `Run #${run.number} failed before it began${
          run.error ? `: ${run.error.message}` : ''
        }`,
        ...seenBy(run),
      }
    : {
        status: 'unknown',
        summary: `Run #${run.number} ended before it had read the secrets`,
        ...seenBy(run),
      };
}

function notFed(subject: CheckSubject, summary: string): CheckObservation {
  return hasSecrets(subject)
    ? { status: 'unknown', summary: `${summary}: install one that does` }
    : NONE;
}
