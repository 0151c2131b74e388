import type {
  DriftSeverity,
  OutsideChange,
} from '@backstage-iac/plugin-iac-common';
import { Fragment } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Resources } from './Resources';
import { SEVERITIES, Severity } from './Severity';
import styles from './drift.module.css';

/** How many of each severity, worst first. */
export function SeverityCounts(props: { changes: OutsideChange[] }) {
  return (
    <span className={styles.severities}>
      {bySeverity(props.changes).map(
        ({ severity, changes }) =>
          severity && (
            <Fragment key={severity}>
              <Severity severity={severity} count={changes.length} />{' '}
            </Fragment>
          ),
      )}
    </span>
  );
}

/** What somebody changed by other means, the worst first. */
export function OutsideChanges(props: { changes: OutsideChange[] }) {
  const t = useIacTranslation();
  return (
    <>
      {bySeverity(props.changes).map(({ severity, changes }) => (
        <div key={severity ?? ''} className={styles.group}>
          <p className={styles.groupHead}>
            {severity ? (
              <>
                <Severity severity={severity} />{' '}
                <small>{t(`driftSeverity.${severity}Why`)}</small>
              </>
            ) : (
              t('driftSeverity.untold')
            )}
          </p>
          <Resources changes={changes} subject="drift" />
        </div>
      ))}
    </>
  );
}

function bySeverity(all: OutsideChange[]): Array<{
  severity: DriftSeverity | undefined;
  changes: OutsideChange[];
}> {
  return [...SEVERITIES, undefined]
    .map(severity => ({
      severity,
      changes: all.filter(change => change.severity === severity),
    }))
    .filter(({ changes }) => changes.length > 0);
}
