import { Glyph } from '../glyph';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { useEntityDrift } from './useEntityDrift';
import styles from './entity.module.css';

/** Drift as one of the links of an entity's About card. */
export function useDriftIconLink() {
  const { kind = 'unknown', label = '', title, href } = useEntityDrift() ?? {};
  return {
    label,
    title,
    href,
    disabled: !href,
    icon: (
      <span className={classes(theme.theme, styles.iconLink)}>
        <Glyph kind={kind} size={24} label="" />
      </span>
    ),
  };
}
