import { useIacTranslation } from '../../hooks/useIacTranslation';
import { classes } from '../theme/classes';
import styles from './Glyph.module.css';

/** Each has a silhouette of its own, so that none needs its colour. */
export type GlyphKind =
  | 'ready'
  | 'warn'
  | 'fail'
  | 'error'
  | 'stale'
  | 'unknown'
  | 'running'
  | 'skipped';

export interface GlyphProps {
  kind: GlyphKind;
  /** Side of the square, pixels. @defaultValue 16 */
  size?: number;
  /** Said instead of the kind's own word; empty when the word stands beside it. */
  label?: string;
}

const SHAPES: Record<GlyphKind, JSX.Element> = {
  ready: (
    <>
      <circle cx="8" cy="8" r="7" className={styles.ready} />
      <path d="M4.5 8.2l2.4 2.4 4.6-5" className={styles.mark} />
    </>
  ),
  warn: (
    <>
      <path d="M8 1.2L15.4 14.5H.6z" className={styles.warn} />
      <path d="M8 6v4M8 11.6v1.4" className={styles.warnMark} />
    </>
  ),
  fail: (
    <>
      <rect
        x="1.2"
        y="1.2"
        width="13.6"
        height="13.6"
        rx="2.5"
        className={styles.fail}
      />
      <path d="M5 5l6 6M11 5l-6 6" className={styles.mark} />
    </>
  ),
  error: (
    <>
      <path
        d="M4.8 1h6.4L15 4.8v6.4L11.2 15H4.8L1 11.2V4.8z"
        className={styles.errorOutline}
      />
      <path d="M8 4.2v4.6M8 10.4v1.7" className={styles.errorMark} />
    </>
  ),
  stale: (
    <>
      <path d="M8 1l7 7-7 7-7-7z" className={styles.stale} />
      <path d="M8 5v3.4l2 1.2" className={styles.staleMark} />
    </>
  ),
  unknown: <circle cx="8" cy="8" r="6.4" className={styles.unknown} />,
  running: (
    <>
      <circle cx="8" cy="8" r="6.2" className={styles.track} />
      <path d="M8 1.8a6.2 6.2 0 016.2 6.2" className={styles.arc} />
    </>
  ),
  skipped: <path d="M3 8h10" className={styles.unknown} />,
};

/** A state as a shape. */
export function Glyph(props: GlyphProps) {
  const { label } = props;
  return label === undefined ? (
    <SpeakingGlyph {...props} />
  ) : (
    <Shape {...props} label={label} />
  );
}

/** Its own component: a matrix has hundreds of glyphs whose words are known. */
function SpeakingGlyph(props: GlyphProps) {
  const t = useIacTranslation();
  return <Shape {...props} label={t(`glyph.${props.kind}`)} />;
}

function Shape(props: GlyphProps & { label: string }) {
  const { kind, size = 16, label } = props;
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={classes(styles.glyph, kind === 'running' && styles.running)}
      data-glyph={kind}
      {...(label
        ? { role: 'img', 'aria-label': label }
        : { 'aria-hidden': true })}
    >
      {SHAPES[kind]}
    </svg>
  );
}
