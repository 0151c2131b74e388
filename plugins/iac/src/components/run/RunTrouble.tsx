import type { Run, RunState } from '@backstage-iac/plugin-iac-common';
import { Alert } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import styles from './run.module.css';

const TITLES: {
  [state in RunState]?:
    | 'runPage.outcomeUnknownTitle'
    | 'runPage.canceledTitle'
    | 'runPage.notAppliedTitle';
} = {
  outcome_unknown: 'runPage.outcomeUnknownTitle',
  canceled: 'runPage.canceledTitle',
  discarded: 'runPage.notAppliedTitle',
};

/** What went wrong, and what to do about it. */
export function RunTrouble(props: { run: Run }) {
  const { error, state, successor, closed } = props.run;
  const t = useIacTranslation();
  const isUnknown = state === 'outcome_unknown';
  if (closed || (!error && !isUnknown)) return null;
  // The note of its successor says what moved.
  if (state === 'discarded' && successor?.why === 'replanned') return null;
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
        title={t(TITLES[state] ?? 'runPage.errorTitle')}
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
