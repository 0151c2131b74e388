import {
  advise,
  describeBuiltIn,
  measure,
  say,
} from '@backstage-iac/plugin-iac-common';
import type { CheckSubject } from '@backstage-iac/plugin-iac-node';
import { needsReview } from '../approvals/breakGlass';
import type { BuiltInCheck, SaidObservation } from './BuiltInCheck';
import { seenBy } from './runEvidence';
import { DAY, HOUR, windowOf } from './windows';

/** What the checks of this group ask. */
export interface Governance {
  /** Whether the catalog knows the entity; throws when it cannot be asked. */
  knowsEntity: (entityRef: string) => Promise<boolean>;
  /** Writes an audit event; throws when that fails. */
  writeAudit: () => Promise<void>;
}

const base = { group: 'governance', producer: 'iac' } as const;

/** Who is responsible, and whether it is written down who did what. */
export function governanceChecks(options: Governance): BuiltInCheck[] {
  return [
    {
      ...base,
      ...describeBuiltIn('owner.known'),
      required: true,
      purposes: ['apply', 'promote'],
      freshnessSeconds: windowOf(7 * DAY),
      remediation: advise('checks.owner.known.do'),
      observe: async subject => observeOwner(subject, options),
    },
    {
      ...base,
      ...describeBuiltIn('breakglass.reviewed'),
      required: true,
      purposes: ['promote'],
      remediation: advise('checks.breakglass.reviewed.do', {
        step: 'review-break-glass',
      }),
      observe: observeBrokenGlass,
    },
    {
      ...base,
      ...describeBuiltIn('audit.writable'),
      required: true,
      purposes: ['plan', 'apply', 'promote', 'rollback'],
      freshnessSeconds: 6 * HOUR,
      remediation: advise('checks.audit.writable.do'),
      observe: async () => {
        await options.writeAudit();
        return { status: 'pass', ...say('checks.audit.writable.written') };
      },
    },
  ];
}

async function observeOwner(
  { definition }: CheckSubject,
  { knowsEntity }: Governance,
): Promise<SaidObservation> {
  const { owner } = definition;
  if (!owner) {
    return {
      status: 'fail',
      ...say('checks.owner.known.none'),
    };
  }
  const seen = { value: owner };
  return (await knowsEntity(owner))
    ? { status: 'pass', ...say('checks.owner.known.owned', { owner }), ...seen }
    : {
        status: 'fail',
        ...say('checks.owner.known.unknown', { owner }),
        ...seen,
      };
}

function observeBrokenGlass({ facts, now }: CheckSubject): SaidObservation {
  const [run, ...others] = facts.toReview.filter(needsReview);
  if (!run?.breakGlass) {
    return {
      status: 'pass',
      ...say('checks.breakglass.reviewed.none'),
    };
  }
  const { requestedBy, confirmedBy, reason, reviewDueAt } = run.breakGlass;
  const isOverdue =
    reviewDueAt !== undefined && Date.parse(reviewDueAt) < now.getTime();
  return {
    status: 'fail',
    ...say(
      isOverdue
        ? 'checks.breakglass.reviewed.overdue'
        : 'checks.breakglass.reviewed.open',
      {
        number: run.number,
        requester: requestedBy,
        second: String(confirmedBy),
        reason,
      },
    ),
    ...measure(
      `${others.length + 1}`,
      reviewDueAt === undefined
        ? undefined
        : say('checks.breakglass.reviewed.limit', { time: reviewDueAt }),
    ),
    ...seenBy(run),
  };
}
