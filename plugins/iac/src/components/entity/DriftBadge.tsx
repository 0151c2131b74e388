import type { EnvironmentDrift } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { driftGlyph, Glyph } from '../glyph';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { formatUtc } from '../time';
import { driftWords } from './driftWords';
import styles from './entity.module.css';

/**
 * What is known of an environment's drift, by shape and words.
 *
 * @public
 */
export function DriftBadge(props: { drift: EnvironmentDrift }) {
  const { drift } = props;
  const t = useIacTranslation();
  return (
    <span
      className={classes(theme.theme, styles.badge)}
      title={drift.checkedAt && formatUtc(drift.checkedAt)}
    >
      <Glyph kind={driftGlyph(drift)} size={14} label="" />
      {driftWords(t, drift)}
    </span>
  );
}
