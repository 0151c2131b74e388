import {
  advise,
  describeBuiltIn,
  measure,
  quote,
  say,
  type HygieneReport,
  type SecretRotation,
  type Sentence,
} from '@backstage-iac/plugin-iac-common';
import type {
  CheckSubject,
  DescribedSecret,
  EnvironmentDefinition,
} from '@backstage-iac/plugin-iac-node';
import type { BuiltInCheck, SaidObservation } from './BuiltInCheck';
import { observeHygiene } from './hygieneEvidence';
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
export function secretChecks(oracle: SecretsOracle): BuiltInCheck[] {
  return [
    {
      ...base,
      ...describeBuiltIn('secrets.reachable'),
      required: true,
      purposes: ['plan', 'apply', 'promote', 'rollback'],
      freshnessSeconds: windowOf(3 * DAY),
      remediation: advise('checks.secrets.reachable.do'),
      observe: async subject => observeReachable(subject, oracle),
    },
    {
      ...base,
      ...describeBuiltIn('secrets.rotation'),
      required: ({ rotation }) => rotation.enforce,
      purposes: ['promote'],
      freshnessSeconds: windowOf(3 * DAY),
      remediation: advise('checks.secrets.rotation.do'),
      observe: async subject => observeRotation(subject, oracle),
    },
    {
      ...base,
      ...describeBuiltIn('secrets.hygiene'),
      required: true,
      purposes: ['promote'],
      remediation: advise('checks.secrets.hygiene.do'),
      refresh: PLAN_AGAIN,
      observe: async subject => observeHygiene(subject, oracle.hygieneOf),
    },
  ];
}

const NONE: SaidObservation = {
  status: 'not-applicable',
  ...say('checks.secrets.none'),
};

function hasSecrets({ definition }: CheckSubject): boolean {
  return Object.keys(definition.secrets).length > 0;
}

/** Says whether each secret is there, in the words of its source. */
async function observeReachable(
  subject: CheckSubject,
  { describe }: SecretsOracle,
): Promise<SaidObservation> {
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
    ...say('checks.secrets.reachable.all', { count: countOf(subject) }),
    ...measure(
      say('checks.ofAll', { number: described.length, all: described.length }),
      say('checks.secrets.reachable.limit'),
    ),
  };
}

function describeMissing({
  variable,
  metadata,
  error,
}: DescribedSecret): SaidObservation {
  return {
    status: 'fail',
    ...(error
      ? quote(error.message)
      : say(
          metadata?.state === 'deleted'
            ? 'checks.secrets.reachable.deleted'
            : 'checks.secrets.reachable.disabled',
          { variable },
        )),
    ...measure(undefined, say('checks.secrets.reachable.limit')),
  };
}

/** A run reads all secrets before it begins: one that fetched its source has read them. */
function observeRead(
  subject: CheckSubject,
  denied: DescribedSecret,
): SaidObservation {
  const run = newestRunOf(subject);
  if (!run) return NO_RUN;
  if (stageOf(run, 'fetch')) {
    return {
      status: 'pass',
      ...say('checks.secrets.reachable.read', {
        number: run.number,
        count: countOf(subject),
      }),
      ...seenBy(run),
    };
  }
  return {
    status: run.state === 'errored' ? 'fail' : 'unknown',
    ...(denied.error
      ? quote(denied.error.message)
      : say('checks.secrets.reachable.denied')),
    ...seenBy(run),
  };
}

function countOf({ definition }: CheckSubject): number {
  return Object.keys(definition.secrets).length;
}

/** The worst first. What is not known is never taken for good. */
const AGES = [
  { age: 'overdue', status: 'fail' },
  { age: 'unknown', status: 'unknown' },
  { age: 'due', status: 'warn' },
] as const;

async function observeRotation(
  subject: CheckSubject,
  { rotations }: SecretsOracle,
): Promise<SaidObservation> {
  if (!hasSecrets(subject)) return NONE;
  const secrets = await rotations(subject.definition, subject.now);
  for (const { age, status } of AGES) {
    const affected = secrets.filter(secret => secret.status === age);
    if (affected.length > 0) {
      const [{ window, docs, limitDays }] = affected;
      const variables = affected.map(({ variable }) => variable).join(', ');
      return {
        status,
        ...(window
          ? say(`checks.secrets.rotation.${age}Window`, { variables, window })
          : say(`checks.secrets.rotation.${age}`, { variables })),
        ...measure(agesOf(affected), limitOf(limitDays)),
        next: docs
          ? advise('checks.secrets.rotation.doOpen', { href: docs })
          : undefined,
      };
    }
  }
  return {
    status: 'pass',
    ...say('checks.secrets.rotation.young', { count: countOf(subject) }),
    ...measure(agesOf(secrets), secrets[0] && limitOf(secrets[0].limitDays)),
  };
}

function agesOf(secrets: readonly SecretRotation[]): Sentence {
  const ages = secrets.map(({ variable, ageDays }) =>
    ageDays === undefined
      ? say('checks.secrets.rotation.ageUnknown', { variable }).said
      : say('checks.secrets.rotation.age', { variable, days: ageDays }).said,
  );
  return say('checks.secrets.rotation.ages', { ages });
}

function limitOf(days: number): Sentence {
  return say('checks.secrets.rotation.limit', { days });
}
