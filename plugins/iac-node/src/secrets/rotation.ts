import type { SecretRotation } from '@backstage-iac/plugin-iac-common';
import { describeReference } from './SecretReference';
import type { SecretMetadata } from './SecretSource';
import type { DescribedSecret } from './SecretRegistry';

const DAY_MS = 24 * 3600 * 1000;

/** Clocks differ, and a source may be late with its own rotation. */
const TOLERANCE_MS = DAY_MS;

/** How old secrets may become. @public */
export interface RotationPolicy {
  /** A secret older than this is overdue, seconds. */
  maxAgeSeconds: number;
  /** How long before that it is due, seconds. */
  warnBeforeSeconds: number;
  /** When rotations are done, in words: `Sun 02:00–04:00 UTC`. */
  window?: string;
  /** Address of the instructions. */
  docs?: string;
  /** The verdict of the environment depends on it. */
  enforce: boolean;
}

/** What a policy says of one secret. */
type RotationAnswer = Pick<
  SecretRotation,
  | 'status'
  | 'rotatedAt'
  | 'rotatedFrom'
  | 'ageDays'
  | 'nextRotationAt'
  | 'problem'
>;

/**
 * How old a secret is by what its source says, and whether that is too old.
 * What is not known, or cannot be, is `unknown` and never `ok`.
 *
 * @public
 */
export function rotationOf(
  metadata: SecretMetadata,
  policy: Pick<RotationPolicy, 'maxAgeSeconds' | 'warnBeforeSeconds'>,
  now: Date,
): RotationAnswer {
  if (metadata.state !== 'enabled') {
    return unknown(`The secret is ${metadata.state}`);
  }
  const { rotated } = metadata;
  if (!rotated) {
    return unknown('The source does not say when it was last rotated');
  }
  const rotatedAt = Date.parse(rotated.at);
  const ageMs = now.getTime() - rotatedAt;
  if (Number.isNaN(ageMs) || ageMs < -TOLERANCE_MS) {
    return unknown(
      `The source gives a time of rotation that cannot be: ${rotated.field}`,
    );
  }
  const limitMs = policy.maxAgeSeconds * 1000;
  const planned = Date.parse(metadata.nextRotationAt ?? '');
  const isMissed = planned + TOLERANCE_MS < now.getTime();
  const deadline = rotatedAt + limitMs;
  return {
    status: statusOf({
      ageMs,
      limitMs,
      warnMs: policy.warnBeforeSeconds * 1000,
      isMissed,
    }),
    rotatedAt: new Date(rotatedAt).toISOString(),
    rotatedFrom: { field: rotated.field, confidence: rotated.confidence },
    ageDays: Math.max(0, Math.floor(ageMs / DAY_MS)),
    nextRotationAt: new Date(
      Number.isNaN(planned) ? deadline : Math.min(planned, deadline),
    ).toISOString(),
    ...(isMissed
      ? { problem: 'The source meant to rotate it by now, and did not' }
      : {}),
  };
}

/**
 * The same for what {@link SecretRegistry.describe} gave, as it is shown.
 *
 * @public
 */
export function describeRotation(
  secret: DescribedSecret,
  policy: RotationPolicy,
  now: Date,
): SecretRotation {
  const { variable, reference, metadata, error } = secret;
  const answer = metadata
    ? rotationOf(metadata, policy, now)
    : unknown(error?.message ?? 'The source gave no answer');
  // A pinned version is the one in use, and the date is that of the current one.
  const isPinned =
    reference.version !== undefined && reference.version !== metadata?.version;
  const version = reference.version ?? metadata?.version;
  return {
    variable,
    source: reference.source,
    reference: describeReference(reference),
    ...(version === undefined ? {} : { version }),
    limitDays: Math.round((policy.maxAgeSeconds * 1000) / DAY_MS),
    ...(policy.window === undefined ? {} : { window: policy.window }),
    ...(policy.docs === undefined ? {} : { docs: policy.docs }),
    ...(isPinned && answer.status !== 'unknown'
      ? unknown(`The version is pinned, and the current one is another`)
      : answer),
  };
}

function statusOf(options: {
  ageMs: number;
  limitMs: number;
  warnMs: number;
  isMissed: boolean;
}): SecretRotation['status'] {
  const { ageMs, limitMs, warnMs, isMissed } = options;
  if (ageMs >= limitMs) return 'overdue';
  return ageMs >= limitMs - warnMs || isMissed ? 'due' : 'ok';
}

function unknown(problem: string): RotationAnswer {
  return { status: 'unknown', problem };
}
