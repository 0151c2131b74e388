import type { DriftSeverity } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import styles from './drift.module.css';

const BARS: Readonly<Record<DriftSeverity, number>> = {
  low: 1,
  medium: 2,
  high: 3,
};

/** Worst first. */
export const SEVERITIES: readonly DriftSeverity[] = ['high', 'medium', 'low'];

/** How much a change matters: as many bars are full, beside the word. */
export function Severity(props: { severity: DriftSeverity; count?: number }) {
  const { severity, count } = props;
  const t = useIacTranslation();
  const word = t(`driftSeverity.${severity}`);
  return (
    <span
      className={styles.severity}
      data-severity={severity}
      title={t(`driftSeverity.${severity}Why`)}
    >
      <svg viewBox="0 0 14 14" width={13} height={13} aria-hidden>
        {[0, 1, 2].map(bar => (
          <rect
            key={bar}
            x={1 + bar * 4.5}
            y={9 - bar * 4}
            width={3}
            height={4 + bar * 4}
            className={bar < BARS[severity] ? styles.full : styles.hollow}
          />
        ))}
      </svg>
      {count === undefined ? word : `${count} ${word}`}
    </span>
  );
}
