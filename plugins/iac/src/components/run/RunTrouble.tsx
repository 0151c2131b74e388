import type { Run } from '@backstage-iac/plugin-iac-common';
import { Alert } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import styles from './run.module.css';

/** What went wrong, and what to do about it. */
export function RunTrouble(props: { run: Run }) {
  const { error, state } = props.run;
  const t = useIacTranslation();
  const isUnknown = state === 'outcome_unknown';
  if (!error && !isUnknown) return null;
  const facts = [
    error?.message,
    isUnknown && t('runPage.outcomeUnknownDescription'),
    error?.nextStep && t('runPage.nextStep', { step: error.nextStep }),
  ].filter(Boolean);
  return (
    <div className={styles.trouble}>
      <Alert
        role="alert"
        icon
        status="danger"
        title={t(
          isUnknown ? 'runPage.outcomeUnknownTitle' : 'runPage.errorTitle',
        )}
        description={
          <>
            {facts.map(fact => (
              <span key={String(fact)} className={styles.troubleFact}>
                {fact}
              </span>
            ))}
          </>
        }
      />
    </div>
  );
}
