import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacRunApplyPermission,
  type ClosedAs,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Button, Radio, RadioGroup, TextAreaField } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { ActionError } from '../states';
import styles from './custody.module.css';

const CLOSINGS: readonly ClosedAs[] = ['applied', 'failed', 'replan'];
const LONGEST_COMMENT = 2_000;

function isClosing(value: string): value is ClosedAs {
  return CLOSINGS.some(closing => closing === value);
}

/** A person looked at the real infrastructure, and says what happened. */
export function CloseForm(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [as, setAs] = useState<ClosedAs | ''>('');
  const [comment, setComment] = useState('');
  const mayClose = useMay(iacRunApplyPermission, run.environment);
  const close = useAction(async () => {
    if (as) await api.closeRun(run.id, { as, comment: comment.trim() });
  });
  const obstacle = closeObstacle(t, run, mayClose);
  return (
    <form
      className={styles.close}
      aria-label={t('outcome.close')}
      onSubmit={event => {
        event.preventDefault();
        void close.run(onDone);
      }}
    >
      {obstacle && <p className={styles.obstacle}>{obstacle}</p>}
      <RadioGroup
        label={t('outcome.closeAs')}
        value={as}
        isDisabled={obstacle !== undefined}
        onChange={value => {
          if (isClosing(value)) setAs(value);
        }}
      >
        {CLOSINGS.map(closing => (
          <Radio key={closing} value={closing}>
            {t(`outcome.${closing}`)}
          </Radio>
        ))}
      </RadioGroup>
      <TextAreaField
        label={t('outcome.comment')}
        description={t('outcome.commentHelp')}
        isRequired
        secondaryLabel={t('confirm.required')}
        isDisabled={obstacle !== undefined}
        value={comment}
        onChange={setComment}
        maxLength={LONGEST_COMMENT}
        rows={2}
      />
      <ActionError error={close.error} title={t('confirm.failed')} />
      <Button
        type="submit"
        variant="primary"
        isDisabled={
          obstacle !== undefined || as === '' || comment.trim() === ''
        }
        isPending={close.isPending}
      >
        {t('outcome.close')}
      </Button>
    </form>
  );
}

function closeObstacle(
  t: IacTranslate,
  { reconciliation }: Run,
  mayClose: boolean,
): string | undefined {
  if (reconciliation?.process === 'running') return t('outcome.stillRunning');
  return mayClose ? undefined : t('outcome.closeNotAllowed');
}
