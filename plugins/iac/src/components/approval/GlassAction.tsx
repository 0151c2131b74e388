import type {
  ApprovalObstacle,
  ApprovalStatus,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useId, useState } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ConfirmDialog } from '../confirm';
import styles from './approval.module.css';
import { obstacleWords } from './approvalWords';

/** A button of the banner with its dialog; what the person may not, with the reason. */
export function GlassAction(props: {
  label: string;
  title: string;
  description: string;
  words: { label: string; description?: string; isRequired: boolean };
  /** Its name is to be typed. */
  environment?: string;
  obstacle?: ApprovalObstacle;
  approval: ApprovalStatus;
  act(answer: { words: string; typed: string }): Promise<unknown>;
  onDone(): void;
}) {
  const { label, obstacle, approval, environment } = props;
  const t = useIacTranslation();
  const [isAsked, setIsAsked] = useState(false);
  const whyId = useId();
  return (
    <span className={styles.glassAction}>
      <Button
        size="small"
        variant="primary"
        isDisabled={obstacle !== undefined}
        aria-describedby={obstacle && whyId}
        onPress={() => setIsAsked(true)}
      >
        {label}
      </Button>
      {obstacle && (
        <small id={whyId}>{obstacleWords(t, obstacle, approval)}</small>
      )}
      {isAsked && (
        <ConfirmDialog
          title={props.title}
          confirmLabel={label}
          destructive={environment !== undefined}
          words={props.words}
          typed={
            environment
              ? {
                  label: t('approval.typeName', { environment }),
                  expected: environment,
                }
              : undefined
          }
          act={props.act}
          onDone={props.onDone}
          onClose={() => setIsAsked(false)}
        >
          {props.description}
        </ConfirmDialog>
      )}
    </span>
  );
}
