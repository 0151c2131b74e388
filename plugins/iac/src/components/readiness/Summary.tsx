import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './readiness.module.css';

/** Four numbers over all environments; each is a thing that a person acts on. */
export function Summary(props: { environments: EnvironmentReadiness[] }) {
  const { environments } = props;
  const t = useIacTranslation();
  const sum = (of: (readiness: EnvironmentReadiness) => number) =>
    environments.reduce((total, readiness) => total + of(readiness), 0);
  const approvals = sum(({ awaitingApproval }) => awaitingApproval.length);
  const drifted = sum(({ drift }) => drift.count ?? 0);
  const running = sum(
    ({ activeRuns, awaitingApproval }) =>
      activeRuns.length - awaitingApproval.length,
  );
  const unknown = sum(({ lastRun }) =>
    lastRun?.state === 'outcome_unknown' ? 1 : 0,
  );
  const tiles = [
    { count: approvals, words: t('summary.approvals', { count: approvals }) },
    { count: drifted, words: t('summary.drifted', { count: drifted }) },
    { count: running, words: t('summary.running', { count: running }) },
    { count: unknown, words: t('summary.unknown', { count: unknown }) },
  ];
  return (
    <ul className={styles.summary} aria-label={t('summary.label')}>
      {tiles.map(({ count, words }) => (
        <li key={words} className={classes(theme.card, styles.tile)}>
          <b>{count}</b>
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
