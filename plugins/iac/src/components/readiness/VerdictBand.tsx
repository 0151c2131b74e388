import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import type { ReactNode } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import { verdictWord } from '../verdict';
import { shortCommit } from '../commit';
import styles from './readiness.module.css';

/** The verdict by shape, word and colour, with what runs there. */
export function VerdictBand(props: {
  readiness: EnvironmentReadiness;
  title: ReactNode;
}) {
  const { environment, verdict, reasons, lastApply } = props.readiness;
  const t = useIacTranslation();
  const kind = VERDICT_GLYPHS[verdict];
  const blockers = reasons.filter(of => of.verdict === 'BLOCKED').length;
  return (
    <div className={styles.band} data-kind={kind}>
      <Glyph kind={kind} size={30} label="" />
      <div className={styles.bandText}>
        {props.title}
        <p>
          {environment.title ?? environment.source}
          {' · '}
          {lastApply?.commit ? (
            <>
              <code className={theme.code} title={lastApply.commit.commit}>
                {shortCommit(lastApply.commit.commit)}
              </code>{' '}
              {t(`state.${lastApply.state}`)}{' '}
              <RelativeTime
                time={lastApply.finishedAt ?? lastApply.createdAt}
                form="sentence"
              />
            </>
          ) : (
            t('column.neverApplied')
          )}
        </p>
      </div>
      <strong className={styles.verdict}>
        {verdict === 'BLOCKED'
          ? t('verdict.blockedBy', { number: String(blockers) })
          : verdictWord(t, verdict)}
      </strong>
    </div>
  );
}
