import { Link } from '@backstage/ui';
import { Glyph } from '../glyph';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { useEntityDrift } from './useEntityDrift';
import styles from './entity.module.css';

/** Drift of all environments of an entity, for its header. Says nothing where none is named. */
export function EntityDriftBadge() {
  const drift = useEntityDrift();
  if (!drift) return null;
  const { kind, label, title, href } = drift;
  const content = (
    <>
      {kind && <Glyph kind={kind} size={14} label="" />}
      {label}
    </>
  );
  const className = classes(theme.theme, styles.badgeLink);
  return href ? (
    <Link standalone className={className} href={href} title={title}>
      {content}
    </Link>
  ) : (
    <span className={className} title={title}>
      {content}
    </span>
  );
}
