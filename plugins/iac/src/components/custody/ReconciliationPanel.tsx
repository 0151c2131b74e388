import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacRunCreatePermission,
  type Reconciliation,
  type Run,
  type StatePosition,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { personName } from '../people';
import { ActionError } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { RelativeTime } from '../time';
import { CloseForm } from './CloseForm';
import styles from './custody.module.css';
import { lockWords } from './lockWords';
import { ProgressList } from './ProgressList';
import { RunLink } from './SuccessionNote';

/** What is known of an apply whose worker was lost, and a person's word on it. */
export function ReconciliationPanel(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  const { reconciliation, closed } = run;
  const t = useIacTranslation();
  return (
    <section
      className={classes(theme.card, styles.panel, styles.reconciliation)}
      aria-label={t('outcome.title')}
    >
      <h2>{t('outcome.title')}</h2>
      {!reconciliation && (
        <p className={styles.soft}>{t('outcome.notLooked')}</p>
      )}
      {reconciliation && <Report report={reconciliation} />}
      {closed ? (
        <p role="status" className={styles.closed}>
          <strong>
            {t(`closedAs.${closed.as}`, { person: personName(closed.by) })}
          </strong>{' '}
          <RelativeTime time={closed.at} form="sentence" />
          {closed.comment && <q>{closed.comment}</q>}
        </p>
      ) : (
        <>
          <LookAgain run={run} onDone={onDone} />
          <CloseForm run={run} onDone={onDone} />
        </>
      )}
    </section>
  );
}

function Report(props: { report: Reconciliation }) {
  const { report } = props;
  const t = useIacTranslation();
  return (
    <>
      <dl className={theme.facts}>
        <dt>{t('outcome.looked')}</dt>
        <dd>
          <RelativeTime time={report.at} form="sentence" />
        </dd>
        <dt>{t('outcome.process')}</dt>
        <dd>{t(`process.${report.process}`)}</dd>
        <dt>{t('outcome.lock')}</dt>
        <dd>{lockWords(t, report.lock)}</dd>
        <dt>{t('outcome.serial')}</dt>
        <dd>
          {positionWords(t, report.before)} → {positionWords(t, report.now)}
          {' · '}
          {t(`outcome.${serialMeaning(report)}`)}
        </dd>
        <dt>{t('outcome.said')}</dt>
        <dd>
          {t(
            report.saidComplete
              ? 'outcome.saidComplete'
              : 'outcome.saidNothing',
          )}
        </dd>
        {report.planRunId && (
          <>
            <dt>{t('outcome.freshPlan')}</dt>
            <dd>
              <RunLink runId={report.planRunId} words={t('outcome.openPlan')} />
            </dd>
          </>
        )}
      </dl>
      <ProgressList progress={report.progress} />
      {report.problems.length > 0 && (
        <div>
          <h3>{t('outcome.problems')}</h3>
          <ul className={styles.problems}>
            {report.problems.map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function LookAgain(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const mayLook = useMay(iacRunCreatePermission, run.environment);
  const look = useAction(() => api.reconcileRun(run.id));
  return (
    <>
      <ActionError error={look.error} title={t('confirm.failed')} />
      {!mayLook && <p className={styles.soft}>{t('outcome.lookNotAllowed')}</p>}
      <Button
        size="small"
        variant="secondary"
        isDisabled={!mayLook}
        isPending={look.isPending}
        onPress={() => look.run(onDone)}
      >
        {t('outcome.lookAgain')}
      </Button>
    </>
  );
}

function positionWords(
  t: IacTranslate,
  position: StatePosition | undefined,
): string {
  if (!position) return t('outcome.notRead');
  return position.serial === undefined
    ? t('outcome.noState')
    : String(position.serial);
}

function serialMeaning({ before, now }: Reconciliation) {
  if (!before || !now) return 'serialUnknown';
  return before.serial === now.serial && before.lineage === now.lineage
    ? 'serialSame'
    : 'serialMoved';
}
