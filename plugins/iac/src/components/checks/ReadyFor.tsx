import {
  READINESS_PURPOSES,
  type ReadinessDetail,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, READINESS_GLYPHS } from '../glyph';
import { RelativeTime } from '../time';
import styles from './checks.module.css';
import { VERDICT_WORDS } from './verdictWords';

/** The verdict as shape and word, and the same for all that one may want to do. */
export function ReadyFor(props: { detail: ReadinessDetail }) {
  const { verdict, readyFor, since } = props.detail;
  const t = useIacTranslation();
  const word = VERDICT_WORDS[verdict];
  return (
    <div className={styles.verdict}>
      <Glyph kind={READINESS_GLYPHS[verdict]} size={24} label="" />
      <p role="status">
        <strong>{t(`checks.${word}`)}</strong>{' '}
        <span className={styles.soft}>
          {t('checks.since')} <RelativeTime time={since} />
        </span>
        <span className={styles.why}>{t(`checks.${word}Why`)}</span>
      </p>
      <dl aria-label={t('checks.readyFor')} className={styles.purposes}>
        {READINESS_PURPOSES.map(purpose => (
          <div key={purpose}>
            <dt>{t(`purpose.${purpose}`)}</dt>
            <dd>
              <Glyph
                kind={READINESS_GLYPHS[readyFor[purpose]]}
                size={13}
                label=""
              />
              {t(`checks.${VERDICT_WORDS[readyFor[purpose]]}`)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
