import type {
  EnvironmentReadiness,
  NextStep,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useQueue } from '../../hooks/useQueue';
import { useWaitingForYou } from '../../hooks/useWaitingForYou';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './readiness.module.css';

/** Numbers over all environments; each is a thing that a person acts on. */
export function Summary(props: { environments: EnvironmentReadiness[] }) {
  const { environments } = props;
  const t = useIacTranslation();
  const sum = (of: (readiness: EnvironmentReadiness) => number) =>
    environments.reduce((total, readiness) => total + of(readiness), 0);
  const awaiting = environments.flatMap(
    ({ awaitingApproval }) => awaitingApproval,
  );
  const yours = useWaitingForYou(awaiting);
  const drifted = sum(({ drift }) => drift.count ?? 0);
  const running = sum(
    ({ activeRuns, awaitingApproval }) =>
      activeRuns.length - awaitingApproval.length,
  );
  const unknown = new Set([
    ...runsWith(environments, 'close-run'),
    ...environments
      .map(({ lastRun }) => lastRun)
      .filter(run => run?.state === 'outcome_unknown' && !run.closed)
      .map(run => run?.id),
  ]).size;
  const glass = runsWith(environments, 'review-break-glass').size;
  const approvals = awaiting.length;
  const tiles = [
    {
      count: approvals,
      words: t('summary.approvals', { count: approvals }),
      detail: yours ? t('summary.yours', { count: yours }) : undefined,
    },
    { count: drifted, words: t('summary.drifted', { count: drifted }) },
    {
      count: running,
      words: t('summary.running', { count: running }),
      detail: <QueueLength />,
    },
    {
      count: unknown,
      words: t('summary.unknown', { count: unknown }),
    },
    ...(glass > 0
      ? [{ count: glass, words: t('summary.breakGlass', { count: glass }) }]
      : []),
  ];
  return (
    <ul className={styles.summary} aria-label={t('summary.label')}>
      {tiles.map(({ count, words, detail }) => (
        <li key={words} className={classes(theme.card, styles.tile)}>
          <b>{count}</b>
          <span>
            {words}
            {detail && <small>{detail}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Not known is not none. */
function QueueLength() {
  const t = useIacTranslation();
  const { value, error } = useQueue();
  if (value && value.length > 0) {
    return <>{t('summary.queued', { count: value.length })}</>;
  }
  return !value && error ? <>{t('summary.queueUnknown')}</> : null;
}

/** Runs that a reason of this kind is about; one run may be a reason twice. */
function runsWith(
  environments: EnvironmentReadiness[],
  next: NextStep,
): Set<string | undefined> {
  return new Set(
    environments
      .flatMap(({ reasons }) => reasons)
      .filter(reason => reason.next?.step === next)
      .map(({ runId }) => runId),
  );
}
