import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import type { StartableOperation } from '../start';
import { ActiveRunRow } from './ActiveRunRow';
import { ReasonRow } from './ReasonRow';
import styles from './readiness.module.css';

/** Why, worst first, then what is under way without being a reason already. */
export function Reasons(props: {
  readiness: EnvironmentReadiness;
  onStart(operation: StartableOperation): void;
}) {
  const { readiness, onStart } = props;
  const told = new Set(
    readiness.reasons
      .filter(({ next }) => next === 'watch' || next === 'review-plan')
      .map(({ runId }) => runId),
  );
  return (
    <ul className={styles.reasons}>
      {readiness.reasons.map((reason, index) => (
        <ReasonRow
          key={`${reason.verdict}.${reason.runId ?? index}`}
          environment={readiness.environment}
          reason={reason}
          onStart={onStart}
        />
      ))}
      {readiness.activeRuns
        .filter(run => !told.has(run.id))
        .map(run => (
          <ActiveRunRow key={run.id} run={run} />
        ))}
    </ul>
  );
}
