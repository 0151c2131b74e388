import type {
  RotationStatus,
  SecretRotation,
  Verdict,
  VerdictReason,
} from '@backstage-iac/plugin-iac-common';

/** Worst first. What is not known is never taken for good. */
const ANSWERS: ReadonlyArray<{
  status: RotationStatus;
  verdict: Verdict;
  words: string;
}> = [
  {
    status: 'overdue',
    verdict: 'check_failed',
    words: 'overdue for rotation',
  },
  { status: 'unknown', verdict: 'stale', words: 'of unknown age' },
  { status: 'due', verdict: 'pending_changes', words: 'due for rotation' },
];

/**
 * What the age of secrets says against an environment whose policy is enforced.
 *
 * @param secrets - absent when the policy is only shown
 */
export function rotationReasons(
  secrets: SecretRotation[] | undefined,
): VerdictReason[] {
  return ANSWERS.flatMap(({ status, verdict, words }) => {
    const affected = (secrets ?? []).filter(secret => secret.status === status);
    if (affected.length === 0) return [];
    const { window, docs } = affected[0];
    const count =
      affected.length === 1 ? '1 secret is' : `${affected.length} secrets are`;
    return [
      {
        verdict,
        message: `${count} ${words}: ${affected.map(describeAge).join(', ')}`,
        detail:
          [window && `Window: ${window}`, docs].filter(Boolean).join('. ') ||
          undefined,
        next: 'none',
      },
    ];
  });
}

function describeAge({ variable, ageDays, limitDays }: SecretRotation): string {
  return ageDays === undefined
    ? variable
    : `${variable} (${ageDays} d, limit ${limitDays} d)`;
}
