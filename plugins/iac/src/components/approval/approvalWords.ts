import type {
  ApprovalObstacle,
  ApprovalStatus,
  Run,
} from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { waitWords } from '../custody/waitWords';
import { listNames, personName } from '../people';

/** What is missing until the plan is applied, as a title. */
export function approvalTitle(
  t: IacTranslate,
  run: Run,
  approval: ApprovalStatus,
): string {
  switch (run.state) {
    case 'awaiting_approval':
      return missingWords(t, approval);
    case 'approved':
      return run.waitsFor
        ? t('approval.titleApprovedWaits', {
            wait: waitWords(t, run.waitsFor),
          })
        : t('approval.titleApproved');
    case 'applying':
    case 'verifying':
      return t('approval.titleApplying');
    case 'applied':
      return t(
        run.breakGlass?.confirmedAt
          ? 'approval.titleAppliedAgainst'
          : 'approval.titleApplied',
      );
    default:
      return endedWords(t, run, approval);
  }
}

/** An approved plan may have failed, been canceled, or nobody knows. */
function endedWords(
  t: IacTranslate,
  run: Run,
  approval: ApprovalStatus,
): string {
  const isRejected = approval.reviews.some(
    ({ verdict }) => verdict === 'rejected',
  );
  if (isRejected) return t('approval.titleRejected');
  return t(
    run.state === 'discarded' || !run.approvedAt
      ? 'approval.titleEnded'
      : 'approval.titleWasApproved',
  );
}

function missingWords(t: IacTranslate, approval: ApprovalStatus): string {
  const missing = Math.max(0, approval.required - approval.given);
  if (missing === 0) return t('approval.titleComplete');
  if (missing === 2) return t('approval.missingTwo');
  return t('approval.missing', { count: missing });
}

/** Who may say yes, one sentence each. */
export function whoMayApprove(
  t: IacTranslate,
  run: Run,
  approval: ApprovalStatus,
): string[] {
  const { approvers, requesterMayApprove, authorMayApprove } = approval;
  const sentences: string[] = [
    approvers.length > 0
      ? t('approval.byApprovers', {
          approvers: listNames(t, approvers.map(personName)),
        })
      : t('approval.byAnyone'),
  ];
  if (!requesterMayApprove) {
    sentences.push(
      t('approval.notRequester', { person: personName(run.createdBy) }),
    );
  }
  if (!authorMayApprove) sentences.push(t('approval.notAuthor'));
  if (approval.required > 1) {
    sentences.push(
      t('approval.needed', {
        required: String(approval.required),
        given: String(approval.given),
      }),
    );
  }
  return sentences;
}

/** Why the person cannot do something. */
export function obstacleWords(
  t: IacTranslate,
  obstacle: ApprovalObstacle,
  approval: ApprovalStatus,
): string {
  if (obstacle === 'not-an-approver' && approval.approvers.length > 0) {
    return t('obstacle.not-an-approver', {
      approvers: listNames(t, approval.approvers.map(personName)),
    });
  }
  if (obstacle === 'not-an-approver') return t('obstacle.no-permission');
  return t(`obstacle.${obstacle}`);
}
