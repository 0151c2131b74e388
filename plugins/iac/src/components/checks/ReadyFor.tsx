import {
  READINESS_PURPOSES,
  type ReadinessDetail,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { RelativeTime } from '../time';
import { verdictMeaning, verdictWord } from '../verdict';
import styles from './checks.module.css';

/** The verdict as shape and word, and the same for all that one may want to do. */
export function ReadyFor(props: { detail: ReadinessDetail }) {
  const { verdict, readyFor, since } = props.detail;
  const t = useIacTranslation();
  return (
    <div className={styles.verdict}>
      <Glyph kind={VERDICT_GLYPHS[verdict]} size={24} label="" />
      <p role="status">
        <strong>{verdictWord(t, verdict)}</strong>{' '}
        <span className={styles.soft}>
          {t('checks.since')} <RelativeTime time={since} />
        </span>
        <span className={styles.why}>{verdictMeaning(t, verdict)}</span>
      </p>
      <dl aria-label={t('checks.readyFor')} className={styles.purposes}>
        {READINESS_PURPOSES.map(purpose => (
          <div key={purpose}>
            <dt>{t(`purpose.${purpose}`)}</dt>
            <dd>
              <Glyph
                kind={VERDICT_GLYPHS[readyFor[purpose]]}
                size={13}
                label=""
              />
              {verdictWord(t, readyFor[purpose])}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
