import type { EnvironmentProtection } from '../environments';
import type { EnvironmentSection, IacSection } from './schema';

const DEFAULT_APPROVALS = {
  required: 1,
  approvers: [],
  requesterMayApprove: true,
  authorMayApprove: true,
  expiresAfter: 24 * 3600,
  onNewCommit: 'void',
} as const;

const DEFAULT_CONFIRM_SECONDS = 3600;
const DEFAULT_REVIEW_SECONDS = 72 * 3600;

/**
 * What `defaults` says and the environment says again. Objects are joined key
 * by key; a list takes the place of the list.
 */
export function defineProtection(
  section: EnvironmentSection,
  defaults: IacSection['defaults'] = {},
): EnvironmentProtection {
  const { expiresAfter, approvers, ...approvals } = {
    ...DEFAULT_APPROVALS,
    ...defaults.approvals,
    ...section.approvals,
  };
  const demands = { ...defaults.require, ...section.require };
  const breakGlass = section.breakGlass ?? defaults.breakGlass;
  return {
    approvals: {
      ...approvals,
      approvers: [...approvers],
      expiresAfterSeconds: expiresAfter,
    },
    apply: section.apply ?? defaults.apply ?? 'manual',
    reasonRequired: demands.reason ?? false,
    ticket: {
      required: (demands.ticket ?? false) !== false,
      ...(typeof demands.ticket === 'string'
        ? { pattern: demands.ticket }
        : {}),
    },
    freezeWindows: section.freeze ?? defaults.freeze ?? [],
    guardedResources:
      section.guardedResources ?? defaults.guardedResources ?? [],
    ...(breakGlass
      ? {
          breakGlass: {
            confirmWithinSeconds:
              breakGlass.confirmWithin ?? DEFAULT_CONFIRM_SECONDS,
            reviewWithinSeconds:
              breakGlass.reviewWithin ?? DEFAULT_REVIEW_SECONDS,
          },
        }
      : {}),
  };
}
