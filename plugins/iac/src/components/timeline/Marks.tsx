import { useRouteRef } from '@backstage/frontend-plugin-api';
import type {
  ReadinessTimeline,
  TimelineMark,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { Glyph, type GlyphKind } from '../glyph';
import { formatUtc } from '../time';
import styles from './timeline.module.css';

const GLYPHS: Readonly<Record<TimelineMark['kind'], GlyphKind>> = {
  applied: 'ready',
  'apply-failed': 'error',
  'drift-began': 'fail',
  'drift-ended': 'skipped',
};

/** What happened, under the day on which it did. */
export function Marks(props: { timeline: ReadinessTimeline }) {
  const { from, to, marks } = props.timeline;
  const t = useIacTranslation();
  const start = Date.parse(from);
  const span = Date.parse(to) - start;
  return (
    <ol className={styles.marks} aria-label={t('timeline.marks')}>
      {marks.map(mark => (
        <li
          key={`${mark.kind}.${mark.at}.${mark.runId ?? ''}`}
          style={{
            insetInlineStart: `${
              ((Date.parse(mark.at) - start) / span) * 100
            }%`,
          }}
        >
          <MarkLink mark={mark} />
        </li>
      ))}
    </ol>
  );
}

function MarkLink(props: { mark: TimelineMark }) {
  const { kind, at, runId, number } = props.mark;
  const t = useIacTranslation();
  const href = useRouteRef(runRouteRef)?.({ runId: runId ?? '' });
  const words = t(`timeline.${kind}`, { number: String(number ?? '') });
  const title = `${words}, ${formatUtc(at)}`;
  const glyph = <Glyph kind={GLYPHS[kind]} size={12} label={title} />;
  if (!runId || !href) return <span title={title}>{glyph}</span>;
  return (
    <Link standalone href={href} title={title}>
      {glyph}
    </Link>
  );
}
