import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import { needsReview } from '../approvals/breakGlass';
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
export function governanceChecks(options: Governance): ReadinessCheck[] {
  return [
    {
      ...base,
      id: 'owner.known',
      title: 'Owner',
      why: 'Somebody must be asked when it breaks.',
      required: true,
      purposes: ['apply', 'promote'],
      freshnessSeconds: windowOf(7 * DAY),
      needs: "'iac.environments.<name>.owner', an entity of the catalog",
      remediation: {
        label: "Set 'owner' to a group or user that the catalog knows",
      },
      observe: async subject => observeOwner(subject, options),
    },
    {
      ...base,
      id: 'breakglass.reviewed',
      title: 'Break-glass review',
      why: 'What was applied against the rules is looked at by somebody else, or the rules are none.',
      required: true,
      purposes: ['promote'],
      needs: 'Nothing',
      remediation: { label: 'Review the run', step: 'review-break-glass' },
      observe: observeBrokenGlass,
    },
    {
      ...base,
      id: 'audit.writable',
      title: 'Audit log',
      why: 'Changes that nobody can account for do not happen.',
      required: true,
      purposes: ['plan', 'apply', 'promote', 'rollback'],
      freshnessSeconds: 6 * HOUR,
      needs: "The backend's auditor",
      remediation: { label: 'Repair the auditor of the backend' },
      observe: async () => {
        await options.writeAudit();
        return { status: 'pass', summary: 'An audit event was written' };
      },
    },
  ];
}

async function observeOwner(
  { definition }: CheckSubject,
  { knowsEntity }: Governance,
): Promise<CheckObservation> {
  const { owner } = definition;
  if (!owner) {
    return {
      status: 'fail',
      summary: "No owner is configured: set 'owner' of the environment",
    };
  }
  const seen = { value: owner };
  return (await knowsEntity(owner))
    ? { status: 'pass', summary: `Owned by ${owner}`, ...seen }
    : {
        status: 'fail',
        summary: `The catalog does not know the owner ${owner}`,
        ...seen,
      };
}

function observeBrokenGlass({ facts, now }: CheckSubject): CheckObservation {
  const [run, ...others] = facts.toReview.filter(needsReview);
  if (!run?.breakGlass) {
    return {
      status: 'pass',
      summary: 'Nothing that was applied by break-glass waits for its review',
    };
  }
  const { requestedBy, confirmedBy, reason, reviewDueAt } = run.breakGlass;
  const isOverdue =
    reviewDueAt !== undefined && Date.parse(reviewDueAt) < now.getTime();
  return {
    status: 'fail',
    summary: `Run #${run.number} was applied by break-glass and ${
      isOverdue ? 'its review is overdue' : 'is not reviewed yet'
    }: ${requestedBy} asked for it and ${confirmedBy} confirmed. ${reason}`,
    value: `${others.length + 1}`,
    threshold: reviewDueAt && `reviewed by ${reviewDueAt}`,
    ...seenBy(run),
  };
}
