import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph } from '../glyph';
import type { StartableOperation } from '../start';
import { useCheckWords } from '../words';
import { ActiveRunRow } from './ActiveRunRow';
import { foldReasons } from './foldReasons';
import { ReasonRow } from './ReasonRow';
import styles from './readiness.module.css';

/** Why, worst first, then what is under way without being a reason already. */
export function Reasons(props: {
  readiness: EnvironmentReadiness;
  /** Reasons shown before the rest is only counted. @defaultValue all */
  most?: number;
  onStart(operation: StartableOperation): void;
}) {
  const { readiness, most = Infinity, onStart } = props;
  const t = useIacTranslation();
  const words = useCheckWords();
  const folded = foldReasons(readiness.reasons, words.titleOf);
  const left = folded.length - most;
  const told = new Set(readiness.reasons.map(({ runId }) => runId));
  return (
    <ul className={styles.reasons}>
      {folded.length === 0 && (
        <li className={styles.reason}>
          <Glyph kind="ready" label="" />
          <span className={styles.message}>{t('checks.readyWhy')}</span>
        </li>
      )}
      {folded.slice(0, most).map(({ reason, titles }) => (
        <ReasonRow
          key={`${reason.kind}.${reason.checkId ?? ''}.${reason.runId ?? ''}`}
          readiness={readiness}
          reason={reason}
          titles={titles}
          onStart={onStart}
        />
      ))}
      {left > 0 && (
        <li className={styles.reason}>
          <span />
          <span className={styles.detail}>
            {t('column.moreReasons', { count: left })}
          </span>
        </li>
      )}
      {readiness.activeRuns
        .filter(run => !told.has(run.id))
        .map(run => (
          <ActiveRunRow key={run.id} run={run} />
        ))}
    </ul>
  );
}
