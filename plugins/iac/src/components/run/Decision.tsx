import type { Run } from '@backstage-iac/plugin-iac-common';
import type { ReactNode } from 'react';
import { useApproval } from '../../hooks/useApproval';
import { ApprovalPanel, BreakGlassBanner } from '../approval';
import styles from './run.module.css';

export interface DecisionParts {
  /** An apply against the rules, if somebody asked for one. */
  banner: ReactNode;
  panel: ReactNode;
  /** Reads run and approval again. */
  onChanged(): void;
}

/** What people decide about the plan of a run, for the two places that show it. */
export function Decision(props: {
  run: Run;
  onDone(): void;
  children(parts: DecisionParts): ReactNode;
}) {
  const { run, onDone, children } = props;
  const live = useApproval(run);
  const approval = live.value;
  const glass = approval?.breakGlass ?? run.breakGlass;
  const onChanged = () => {
    live.refresh();
    onDone();
  };
  return (
    <>
      {children({
        banner: glass && (
          <div className={styles.trouble}>
            <BreakGlassBanner
              run={run}
              glass={glass}
              approval={approval}
              onDone={onChanged}
            />
          </div>
        ),
        panel: <ApprovalPanel run={run} live={live} onDone={onChanged} />,
        onChanged,
      })}
    </>
  );
}
