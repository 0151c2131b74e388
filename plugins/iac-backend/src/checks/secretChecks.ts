import type {
  CheckObservation,
  CheckSubject,
  DescribedSecret,
  EnvironmentDefinition,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import { newestRunOf, NO_RUN, seenBy, stageOf } from './runEvidence';
import { DAY, windowOf } from './windows';

/** Answers of secret sources are good for so long, in milliseconds. */
const REMEMBER_MS = 10 * 60 * 1000;

const base = { group: 'secrets', producer: 'iac' } as const;

/** Asks the sources about the secrets of an environment, and reads none. */
export type DescribeSecrets = (
  definition: Pick<EnvironmentDefinition, 'name' | 'secrets'>,
) => Promise<DescribedSecret[]>;

/** Secrets that the environment needs; never their values. */
export function secretChecks(describe: DescribeSecrets): ReadinessCheck[] {
  const ask = remembering(describe);
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
      observe: async subject => observeReachable(subject, ask),
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
      remediation: {
        label: 'Remove the secret from the source, and rotate it',
      },
      observe: subject => notFed(subject, 'No module scans the source'),
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
  ask: (subject: CheckSubject) => Promise<DescribedSecret[]>,
): Promise<CheckObservation> {
  if (!hasSecrets(subject)) return NONE;
  const described = await ask(subject);
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

/** Sources are asked again after {@link REMEMBER_MS}, and at once where one refused. */
function remembering(
  describe: DescribeSecrets,
): (subject: CheckSubject) => Promise<DescribedSecret[]> {
  const known = new Map<
    string,
    { at: number; of: string; answer: DescribedSecret[] }
  >();
  return async ({ definition, now }) => {
    const { name, secrets } = definition;
    const of = JSON.stringify(secrets);
    const before = known.get(name);
    const age = now.getTime() - (before?.at ?? 0);
    if (before?.of === of && age < REMEMBER_MS) return before.answer;
    const answer = await describe({ name, secrets });
    if (answer.some(({ error }) => error)) known.delete(name);
    else known.set(name, { at: now.getTime(), of, answer });
    return answer;
  };
}

function notFed(subject: CheckSubject, summary: string): CheckObservation {
  return hasSecrets(subject)
    ? { status: 'unknown', summary: `${summary}: install one that does` }
    : NONE;
}
