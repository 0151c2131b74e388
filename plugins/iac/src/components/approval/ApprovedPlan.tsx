import type { ApprovalStatus, Run } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Digest } from '../copy';
import { shortCommit } from '../commit';
import { theme } from '../theme';
import { formatAge } from '../time';
import styles from './approval.module.css';

/** What exactly people agree to, and what ends their word. */
export function ApprovedPlan(props: {
  run: Run;
  approval: ApprovalStatus;
  /** Something may still void it. */
  isOpen: boolean;
}) {
  const { run, approval, isOpen } = props;
  const { commit, statePosition } = run;
  const t = useIacTranslation();
  if (!approval.digest) return null;
  return (
    <section aria-label={t('approved.what')} className={styles.approved}>
      <dl className={theme.facts}>
        <dt>{t('approval.digest')}</dt>
        <dd>
          <Digest value={approval.digest} />
        </dd>
        {commit && (
          <>
            <dt>{t('approved.commit')}</dt>
            <dd>
              <code className={theme.code} title={commit.commit}>
                {shortCommit(commit.commit)}
              </code>{' '}
              {commit.ref} {commit.dirty && t('common.dirty')}
            </dd>
          </>
        )}
        {statePosition?.serial !== undefined && (
          <>
            <dt>{t('approved.state')}</dt>
            <dd>
              {t('facts.serial', { serial: String(statePosition.serial) })}
            </dd>
          </>
        )}
        <dt>{t('approved.valid')}</dt>
        <dd>{formatAge(t, approval.expiresAfterSeconds * 1000)}</dd>
      </dl>
      {isOpen && (
        <details className={styles.voids}>
          <summary>{t('approved.voidTitle')}</summary>
          <ul>
            <li>{t('approved.voidState')}</li>
            {commit?.ref && (
              <li>{t('approved.voidCommit', { ref: commit.ref })}</li>
            )}
            <li>{t('approved.voidSecret')}</li>
            <li>{t('approved.voidTime')}</li>
          </ul>
        </details>
      )}
    </section>
  );
}
