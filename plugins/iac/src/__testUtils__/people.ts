import type {
  Environment,
  Protection,
  Review,
} from '@backstage-iac/plugin-iac-common';
import { aReadiness, type StagedReadiness } from './environmentScenes';
import { aWaitingRun, minutesAgo } from './fixtures';

export const ADA = 'user:default/ada';
export const GRACE = 'user:default/grace';
export const LINUS = 'user:default/linus';
const LEADS = 'group:default/platform-leads';

/** Who belongs to whom in these portals. */
export const MEMBERS = { [LEADS]: [GRACE, LINUS, 'user:default/guest'] };

/** Two approvals by platform leads, none by who asked. */
function aProtection(changes: Partial<Protection> = {}): Protection {
  return {
    approvals: {
      required: 2,
      approvers: [LEADS],
      requesterMayApprove: false,
      authorMayApprove: true,
      expiresAfterSeconds: 86_400,
    },
    apply: 'manual',
    reasonRequired: false,
    ticketRequired: false,
    guardedResources: [],
    freezeWindows: [],
    breakGlass: true,
    ...changes,
  };
}

/** An environment on which several people must agree. */
export function aProtectedReadiness(
  protection: Partial<Protection> = {},
  changes: Partial<Environment> = {},
): StagedReadiness {
  const readiness = aReadiness('drifted', 'production');
  return {
    ...readiness,
    environment: {
      ...readiness.environment,
      ...changes,
      protection: aProtection(protection),
    },
  };
}

/** Ada's plan for production. */
export function adasRun(changes: Parameters<typeof aWaitingRun>[0] = {}) {
  return aWaitingRun({ createdBy: ADA, ...changes });
}

export function aReview(changes: Partial<Review> = {}): Review {
  const person = changes.person ?? GRACE;
  return {
    id: `review of ${person}`,
    person,
    verdict: 'approved',
    digest: 'c0ffee00',
    at: minutesAgo(4),
    expiresAt: minutesAgo(-1436),
    standing: 'valid',
    ...changes,
  };
}
