import {
  READINESS_VERDICTS,
  type ReadinessTimeline,
} from '@backstage-iac/plugin-iac-common';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { VERDICT_GLYPHS } from '../glyph';
import { verdictWord } from '../verdict';
import { daysOf, type TimelineDay } from './daysOf';
import styles from './timeline.module.css';

/** A bar per day, each the worst verdict of that day: height repeats what colour says. */
export function VerdictStrip(props: { timeline: ReadinessTimeline }) {
  const t = useIacTranslation();
  const days = daysOf(props.timeline);
  return (
    <div className={styles.strip} role="img" aria-label={inWords(t, days)}>
      {days.map(({ from, verdict }) => (
        <span
          key={from}
          data-kind={verdict ? VERDICT_GLYPHS[verdict] : undefined}
          title={`${from.slice(0, 10)}: ${
            verdict ? verdictWord(t, verdict) : t('timeline.nothing')
          }`}
        />
      ))}
    </div>
  );
}

/** `90 days: BLOCKED on 2, READY on 40`. */
function inWords(t: IacTranslate, days: TimelineDay[]): string {
  const parts = READINESS_VERDICTS.map(verdict => ({
    verdict,
    count: days.filter(day => day.verdict === verdict).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) =>
      t('timeline.on', {
        verdict: verdictWord(t, verdict),
        number: String(count),
      }),
    );
  return `${t('timeline.days', { number: String(days.length) })}: ${
    parts.join(', ') || t('timeline.nothing')
  }`;
}
