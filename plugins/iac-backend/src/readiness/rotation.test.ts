import type { SecretRotation } from '@backstage-iac/plugin-iac-common';
import { rotationReasons } from './rotation';

function secret(
  variable: string,
  changes: Partial<SecretRotation>,
): SecretRotation {
  return {
    variable,
    source: 'vault',
    reference: `vault:kv/${variable}`,
    limitDays: 90,
    status: 'ok',
    ...changes,
  };
}

describe('what the age of secrets says against an environment', () => {
  it('is nothing when the policy is only shown, or all are fresh', () => {
    expect(rotationReasons(undefined)).toEqual([]);
    expect(rotationReasons([secret('a', {})])).toEqual([]);
  });

  it('tells overdue, unknown and due apart', () => {
    const reasons = rotationReasons([
      secret('due', { status: 'due', ageDays: 80 }),
      secret('lost', { status: 'unknown' }),
      secret('old', {
        status: 'overdue',
        ageDays: 97,
        window: 'Sun 02:00–04:00 UTC',
        docs: 'https://docs.acme.example/rotate',
      }),
      secret('older', { status: 'overdue', ageDays: 400 }),
      secret('fresh', {}),
    ]);
    expect(reasons).toEqual([
      {
        verdict: 'check_failed',
        message:
          '2 secrets are overdue for rotation: old (97 d, limit 90 d), older (400 d, limit 90 d)',
        detail: 'Window: Sun 02:00–04:00 UTC. https://docs.acme.example/rotate',
        next: 'none',
      },
      {
        verdict: 'stale',
        message: '1 secret is of unknown age: lost',
        detail: undefined,
        next: 'none',
      },
      {
        verdict: 'pending_changes',
        message: '1 secret is due for rotation: due (80 d, limit 90 d)',
        detail: undefined,
        next: 'none',
      },
    ]);
  });
});
