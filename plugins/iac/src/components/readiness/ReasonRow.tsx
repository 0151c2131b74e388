import type {
  EnvironmentReadiness,
  ReadinessReason,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { NextAction } from '../next';
import type { StartableOperation } from '../start';
import { verdictWord } from '../verdict';
import { useCheckWords } from '../words';
import styles from './readiness.module.css';

/** Checks named in a line; the others are counted. */
const NAMED = 3;

/** One reason, with the one thing to do about it. */
export function ReasonRow(props: {
  readiness: EnvironmentReadiness;
  reason: ReadinessReason;
  /** Of the checks that all say this. */
  titles: string[];
  onStart(operation: StartableOperation): void;
}) {
  const { readiness, reason, titles, onStart } = props;
  const t = useIacTranslation();
  const words = useCheckWords();
  const named = titles.slice(0, NAMED).join(', ');
  const more = titles.length - NAMED;
  const { next } = reason;
  return (
    <li className={styles.reason}>
      <Glyph
        kind={VERDICT_GLYPHS[reason.verdict]}
        label={verdictWord(t, reason.verdict)}
      />
      <div>
        {named && (
          <span className={styles.message}>
            {more > 0
              ? t('column.andMore', { names: named, count: more })
              : named}
          </span>
        )}
        <span className={styles.detail}>{words.summary(reason)}</span>
        {next && !next.step && !next.href && (
          <span className={styles.detail}>
            {t('checks.next', { step: words.next(next) })}
          </span>
        )}
      </div>
      {next && (
        <NextAction
          readiness={readiness}
          next={next}
          runId={reason.runId}
          onStart={onStart}
        />
      )}
    </li>
  );
}
