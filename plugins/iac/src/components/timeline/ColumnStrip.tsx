import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { Skeleton } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import styles from './timeline.module.css';
import { useTimeline } from './useTimeline';
import { VerdictStrip } from './VerdictStrip';

/** The strip alone. What is not known is said, not drawn as nothing. */
export function ColumnStrip(props: { readiness: EnvironmentReadiness }) {
  const t = useIacTranslation();
  const { value, error } = useTimeline(props.readiness);
  if (value) return <VerdictStrip timeline={value} />;
  if (error)
    return <small className={styles.quiet}>{t('timeline.unknown')}</small>;
  return <Skeleton height={18} />;
}
