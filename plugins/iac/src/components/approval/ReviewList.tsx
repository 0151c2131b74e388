import type {
  ApprovalStatus,
  Review,
  Run,
} from '@backstage-iac/plugin-iac-common';
import { Avatar } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { listNames, personName } from '../people';
import { formatMoment, formatUtc, RelativeTime } from '../time';
import styles from './approval.module.css';

/** Every person's word on the plan, and the words that are still wanted. */
export function ReviewList(props: { run: Run; approval: ApprovalStatus }) {
  const { run, approval } = props;
  const t = useIacTranslation();
  const isOpen = run.state === 'awaiting_approval';
  const missing = isOpen ? Math.max(0, approval.required - approval.given) : 0;
  if (approval.reviews.length === 0 && missing === 0) return null;
  return (
    <ul className={styles.reviews} aria-label={t('approval.reviews')}>
      {approval.reviews.map(review => (
        <ReviewRow key={review.id} review={review} />
      ))}
      {Array.from({ length: missing }, (_, index) => (
        <li key={`wanted ${index}`} className={styles.review}>
          <span className={styles.wanted} aria-hidden>
            ?
          </span>
          <span>
            {approval.approvers.length > 0
              ? listNames(t, approval.approvers.map(personName))
              : t('approval.anyApprover')}
          </span>
          <small>{t('approval.wanted')}</small>
        </li>
      ))}
    </ul>
  );
}

function ReviewRow(props: { review: Review }) {
  const { review } = props;
  const t = useIacTranslation();
  const name = personName(review.person);
  const { standing } = review;
  return (
    <li className={styles.review} data-standing={review.standing}>
      <Avatar name={name} src="" size="small" purpose="decoration" />
      <span title={review.person}>
        {t(`review.${review.verdict}`, { person: name })}
        {standing !== 'valid' && (
          <b className={styles.standing}>{t(`standing.${standing}`)}</b>
        )}
      </span>
      <small>
        <RelativeTime time={review.withdrawnAt ?? review.at} form="sentence" />
      </small>
      {review.comment && <q className={styles.comment}>{review.comment}</q>}
      {standing !== 'valid' && (
        <small className={styles.reviewNote}>
          {t(`standingWhy.${standing}`)}
        </small>
      )}
      {standing === 'valid' &&
        review.verdict === 'approved' &&
        review.expiresAt && (
          <small
            className={styles.reviewNote}
            title={formatUtc(review.expiresAt)}
          >
            {t('review.goodUntil', { time: formatMoment(review.expiresAt) })}
          </small>
        )}
    </li>
  );
}
