import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ApprovalObstacle,
  ApprovalStatus,
  Run,
} from '@backstage-iac/plugin-iac-common';
import { useId, useState } from 'react';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ConfirmDialog } from '../confirm';
import { theme } from '../theme';
import styles from './approval.module.css';
import { obstacleWords } from './approvalWords';

/** Where there is nothing to break, the entry would only puzzle. */
const OUT_OF_PLACE: readonly ApprovalObstacle[] = [
  'not-waiting',
  'no-plan',
  'break-glass-open',
];

/** The quiet way in to an apply against the rules. */
export function BreakGlassEntry(props: {
  run: Run;
  approval: ApprovalStatus;
  onDone(): void;
}) {
  const { run, approval, onDone } = props;
  const { digest, you } = approval;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [isAsked, setIsAsked] = useState(false);
  const whyId = useId();
  const obstacle = you.requestBreakGlass;
  if (!digest || (obstacle && OUT_OF_PLACE.includes(obstacle))) return null;
  return (
    <div className={styles.emergency}>
      <button
        type="button"
        className={theme.action}
        disabled={obstacle !== undefined}
        aria-describedby={obstacle && whyId}
        onClick={() => setIsAsked(true)}
      >
        {t('breakGlass.entry')}
      </button>
      {obstacle && (
        <small id={whyId}>{obstacleWords(t, obstacle, approval)}</small>
      )}
      {isAsked && (
        <ConfirmDialog
          title={t('breakGlass.dialogTitle', {
            number: String(run.number),
            environment: run.environment,
          })}
          confirmLabel={t('breakGlass.request')}
          destructive
          words={{
            label: t('breakGlass.reason'),
            description: t('breakGlass.reasonHelp'),
            isRequired: true,
          }}
          act={({ words }) =>
            api.requestBreakGlass(run.id, {
              approvalDigest: digest,
              reason: words,
            })
          }
          onDone={onDone}
          onClose={() => setIsAsked(false)}
        >
          <ul className={styles.consequences}>
            <li>{t('breakGlass.second')}</li>
            <li>{t('breakGlass.passes')}</li>
            <li>{t('breakGlass.keeps')}</li>
            <li>{t('breakGlass.recorded')}</li>
          </ul>
        </ConfirmDialog>
      )}
    </div>
  );
}
