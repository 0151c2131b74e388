import { useRouteRef } from '@backstage/frontend-plugin-api';
import type {
  Environment,
  VerdictReason,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef, runRouteRef } from '../../routes';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import type { StartableOperation } from '../start';
import { theme } from '../theme';
import styles from './readiness.module.css';

export interface ReasonRowProps {
  environment: Environment;
  reason: VerdictReason;
  onStart(operation: StartableOperation): void;
}

/** One reason, with the one thing to do about it. */
export function ReasonRow(props: ReasonRowProps) {
  const { environment, reason, onStart } = props;
  const t = useIacTranslation();
  return (
    <li className={styles.reason}>
      <Glyph
        kind={VERDICT_GLYPHS[reason.verdict]}
        label={t(`verdict.${reason.verdict}`)}
      />
      <div>
        <span className={styles.message}>{reason.message}</span>
        {reason.detail && (
          <span className={styles.detail}>{reason.detail}</span>
        )}
      </div>
      <ReasonAction
        environment={environment}
        reason={reason}
        onStart={onStart}
      />
    </li>
  );
}

function ReasonAction(props: ReasonRowProps) {
  const { environment, reason, onStart } = props;
  const t = useIacTranslation();
  const runLink = useRouteRef(runRouteRef);
  const environmentLink = useRouteRef(environmentRouteRef);
  const label = t(`next.${reason.next}`);
  if (reason.next === 'plan' || reason.next === 'check-drift') {
    const operation = reason.next === 'plan' ? 'plan-only' : 'drift-check';
    return (
      <button
        type="button"
        className={theme.action}
        disabled={environment.problem !== undefined}
        onClick={() => onStart(operation)}
      >
        {label}
      </button>
    );
  }
  if (reason.next === 'none' && !reason.runId) return null;
  const run = reason.runId && runLink?.({ runId: reason.runId });
  const href =
    reason.next === 'review-drift'
      ? environmentLink?.({ name: environment.name })
      : run;
  if (!href) return null;
  return (
    <Link
      standalone
      className={theme.action}
      href={reason.next === 'read-log' ? `${href}#log` : href}
    >
      {label}
    </Link>
  );
}
