import type {
  HygieneReport,
  SecretRotation,
} from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
  DescribedSecret,
  EnvironmentDefinition,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import { CheckFailure } from './CheckFailure';
import {
  newestRunOf,
  NO_RUN,
  PLAN_AGAIN,
  seenBy,
  stageOf,
} from './runEvidence';
import { DAY, windowOf } from './windows';

const base = { group: 'secrets', producer: 'iac' } as const;

/** What the checks of secrets ask; nobody gives a value. */
export interface SecretsOracle {
  /** Asks the sources about the secrets of an environment. */
  describe: (definition: EnvironmentDefinition) => Promise<DescribedSecret[]>;
  /** How old they are. */
  rotations: (
    definition: EnvironmentDefinition,
    now: Date,
  ) => Promise<SecretRotation[]>;
  /** What a plan found in its source; `undefined` for a plan that did not look. */
  hygieneOf: (runId: string) => Promise<HygieneReport | undefined>;
}

/** Secrets that the environment needs; never their values. */
export function secretChecks(oracle: SecretsOracle): ReadinessCheck[] {
  return [
    {
      ...base,
      id: 'secrets.reachable',
      title: 'Secrets reachable',
      why: 'An apply in the night fails on a token that expired in the evening.',
      required: true,
      purposes: ['plan', 'apply', 'promote', 'rollback'],
      freshnessSeconds: windowOf(3 * DAY),
      needs:
        "'iac.environments.<name>.secrets', and a source that tells about them without reading them",
      remediation: { label: 'Make the source of the secrets reachable' },
      observe: async subject => observeReachable(subject, oracle),
    },
    {
      ...base,
      id: 'secrets.rotation',
      title: 'Secret rotation',
      why: 'A secret that is never changed is known to everybody who ever left.',
      required: ({ rotation }) => rotation.enforce,
      purposes: ['promote'],
      freshnessSeconds: windowOf(3 * DAY),
      needs:
        "A source that tells when a secret was changed; 'iac.secrets.rotation'",
      remediation: { label: 'Rotate the secret in its source, then plan' },
      observe: async subject => observeRotation(subject, oracle),
    },
    {
      ...base,
      id: 'secrets.hygiene',
      title: 'Secret hygiene',
      why: 'A secret in git stays there after it was deleted.',
      required: true,
      purposes: ['promote'],
      needs: 'A plan',
      remediation: {
        label: 'Remove the secret from the source, and rotate it',
      },
      refresh: PLAN_AGAIN,
      observe: async subject => observeHygiene(subject, oracle),
    },
  ];
}

const NONE: CheckObservation = {
  status: 'not-applicable',
  summary: 'The environment has no secret variables',
};

function hasSecrets({ definition }: CheckSubject): boolean {
  return Object.keys(definition.secrets).length > 0;
}

/** Says whether each secret is there, in the words of its source. */
async function observeReachable(
  subject: CheckSubject,
  { describe }: SecretsOracle,
): Promise<CheckObservation> {
  if (!hasSecrets(subject)) return NONE;
  const described = await describe(subject.definition);
  const missing = described.find(
    ({ metadata, error }) =>
      (error && error.failure !== 'denied') ||
      (metadata && metadata.state !== 'enabled'),
  );
  if (missing) return describeMissing(missing);
  // Who may read a secret need not be allowed to ask about it: then a run tells.
  const denied = described.find(({ error }) => error);
  if (denied) return observeRead(subject, denied);
  return {
    status: 'pass',
    summary: `${countOf(subject)} reachable`,
    value: `${described.length} of ${described.length}`,
    threshold: 'all',
  };
}

function describeMissing({
  variable,
  metadata,
  error,
}: DescribedSecret): CheckObservation {
  return {
    status: 'fail',
    summary:
      error?.message ??
      `Secret '${variable}' is ${metadata?.state} in its source`,
    threshold: 'all',
  };
}

/** A run reads all secrets before it begins: one that fetched its source has read them. */
function observeRead(
  subject: CheckSubject,
  denied: DescribedSecret,
): CheckObservation {
  const run = newestRunOf(subject);
  if (!run) return NO_RUN;
  if (stageOf(run, 'fetch')) {
    return {
      status: 'pass',
      summary: `Run #${run.number} has read ${countOf(subject)}`,
      ...seenBy(run),
    };
  }
  return {
    status: run.state === 'errored' ? 'fail' : 'unknown',
    summary: denied.error?.message ?? 'The secrets may not be asked about',
    ...seenBy(run),
  };
}

function countOf({ definition }: CheckSubject): string {
  const count = Object.keys(definition.secrets).length;
  return `${count} secret${count === 1 ? '' : 's'}`;
}

/** The worst first. What is not known is never taken for good. */
const AGES = [
  { age: 'overdue', status: 'fail', words: 'overdue for rotation' },
  { age: 'unknown', status: 'unknown', words: 'of unknown age' },
  { age: 'due', status: 'warn', words: 'due for rotation' },
] as const;

async function observeRotation(
  subject: CheckSubject,
  { rotations }: SecretsOracle,
): Promise<CheckObservation> {
  if (!hasSecrets(subject)) return NONE;
  const secrets = await rotations(subject.definition, subject.now);
  for (const { age, status, words } of AGES) {
    const affected = secrets.filter(secret => secret.status === age);
    if (affected.length > 0) {
      const [{ window, docs, limitDays }] = affected;
      const names = affected.map(({ variable }) => variable).join(', ');
      return {
        status,
        summary: `${names}: ${words}${window ? `. Window: ${window}` : ''}`,
        value: affected.map(ageOf).join(', '),
        threshold: `${limitDays} days`,
        next: docs
          ? { label: 'Open the way to rotate it', href: docs }
          : undefined,
      };
    }
  }
  return {
    status: 'pass',
    summary: `${countOf(subject)} young enough`,
    value: secrets.map(ageOf).join(', '),
    threshold: secrets[0] && `${secrets[0].limitDays} days`,
  };
}

function ageOf({ variable, ageDays }: SecretRotation): string {
  return `${variable} ${ageDays === undefined ? 'unknown' : `${ageDays} days`}`;
}

async function observeHygiene(
  { facts }: CheckSubject,
  { hygieneOf }: SecretsOracle,
): Promise<CheckObservation> {
  const { lastPlan } = facts;
  if (!lastPlan) return NO_RUN;
  const report = await hygieneOf(lastPlan.id).catch(() => {
    throw new CheckFailure(
      `the archive has lost or changed what run #${lastPlan.number} found`,
      { runId: lastPlan.id, next: PLAN_AGAIN },
    );
  });
  const seen = { ...seenBy(lastPlan), threshold: 'nothing found' };
  if (!report) {
    return {
      status: 'unknown',
      summary: `Run #${lastPlan.number} did not look for secrets in the source`,
      next: PLAN_AGAIN,
      ...seen,
    };
  }
  for (const status of ['fail', 'error', 'warn'] as const) {
    const found = report.checks.filter(check => check.status === status);
    if (found.length > 0) {
      const [first] = found.flatMap(({ evidence }) => evidence);
      const where = first
        ? `: ${first.file}${first.line ? `:${first.line}` : ''}`
        : '';
      return {
        status: status === 'error' ? 'unknown' : status,
        summary: `${found[0].summary}${where}`,
        value: `${found.length} of ${report.checks.length} rules`,
        ...seen,
      };
    }
  }
  return {
    status: 'pass',
    summary: 'No secret was found in the source or its history',
    value: report.commit,
    ...seen,
  };
}
