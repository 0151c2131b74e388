import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacStatePushPermission,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { ConfirmDialog } from '../confirm';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './custody.module.css';

/** A state that Terraform could not save waits to be saved. */
export function RescuedStatePanel(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  const { environment } = run;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [isAsked, setIsAsked] = useState(false);
  const mayPush = useMay(iacStatePushPermission, environment);
  return (
    <section
      className={classes(theme.card, styles.panel, styles.rescued)}
      aria-label={t('rescued.title')}
    >
      <h2>{t('rescued.title')}</h2>
      <p className={styles.soft}>{t('rescued.description')}</p>
      <ol className={styles.steps}>
        <li>{t('rescued.stepBackend')}</li>
        <li>{t('rescued.stepNobody', { environment })}</li>
        <li>{t('rescued.stepPush')}</li>
        <li>{t('rescued.stepPlan')}</li>
      </ol>
      {!mayPush && <p className={styles.obstacle}>{t('rescued.notAllowed')}</p>}
      <Button
        variant="primary"
        isDisabled={!mayPush}
        onPress={() => setIsAsked(true)}
      >
        {t('rescued.push')}
      </Button>
      {isAsked && (
        <ConfirmDialog
          title={t('rescued.dialogTitle', {
            number: String(run.number),
            environment,
          })}
          confirmLabel={t('rescued.push')}
          destructive
          typed={{
            label: t('approval.typeName', { environment }),
            expected: environment,
          }}
          act={({ typed }) => api.pushRescuedState(run.id, { confirm: typed })}
          onDone={onDone}
          onClose={() => setIsAsked(false)}
        >
          {t('rescued.dialogDescription')}
        </ConfirmDialog>
      )}
    </section>
  );
}
