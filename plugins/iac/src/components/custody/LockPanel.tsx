import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacStateUnlockPermission,
  type StateLockStatus,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { ConfirmDialog } from '../confirm';
import { Glyph } from '../glyph';
import { ActionError } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './custody.module.css';
import { lockWords } from './lockWords';
import { RunLink } from './SuccessionNote';

/** Who holds the state's lock: asked when somebody wants to know, since it costs a request to the state's backend. */
export function LockPanel(props: { environment: string }) {
  const { environment } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [status, setStatus] = useState<StateLockStatus | undefined>();
  const ask = useAction(() => api.getStateLock(environment));
  const look = () => ask.run(setStatus);
  return (
    <section
      className={classes(theme.card, styles.panel)}
      aria-label={t('lock.title')}
    >
      <h2 className={theme.heading}>{t('lock.title')}</h2>
      {!status && <p className={styles.soft}>{t('lock.description')}</p>}
      {status && (
        <LockFacts
          environment={environment}
          status={status}
          onReleased={setStatus}
        />
      )}
      <ActionError error={ask.error} title={t('lock.failed')} />
      <Button
        size="small"
        variant="secondary"
        isPending={ask.isPending}
        onPress={look}
      >
        {t(status ? 'lock.askAgain' : 'lock.ask')}
      </Button>
    </section>
  );
}

function LockFacts(props: {
  environment: string;
  status: StateLockStatus;
  onReleased(status: StateLockStatus): void;
}) {
  const { environment, status, onReleased } = props;
  const { lock, holder } = status;
  const t = useIacTranslation();
  const isLocked = status.status === 'locked';
  return (
    <>
      <p role="status" className={styles.lock}>
        <Glyph kind={lockGlyph(status)} size={15} label="" />
        <strong>{lockWords(t, status)}</strong>
      </p>
      {isLocked && (
        <dl className={theme.facts}>
          {holder && (
            <>
              <dt>{t('lock.run')}</dt>
              <dd>
                <RunLink
                  runId={holder.runId}
                  words={t('succession.run', { number: String(holder.number) })}
                />
                {', '}
                {t(holder.alive ? 'lock.alive' : 'lock.dead')}
              </dd>
            </>
          )}
          {lock?.who && (
            <>
              <dt>{t('lock.who')}</dt>
              <dd>{lock.who}</dd>
            </>
          )}
          {lock?.operation && (
            <>
              <dt>{t('lock.operation')}</dt>
              <dd>{lock.operation}</dd>
            </>
          )}
          {lock?.id && (
            <>
              <dt>{t('lock.id')}</dt>
              <dd>
                <code className={theme.code}>{lock.id}</code>
              </dd>
            </>
          )}
        </dl>
      )}
      {isLocked && (
        <Release
          environment={environment}
          status={status}
          onReleased={onReleased}
        />
      )}
    </>
  );
}

/** Only what is proved dead is released; for the rest, what to do instead. */
function Release(props: {
  environment: string;
  status: StateLockStatus;
  onReleased(status: StateLockStatus): void;
}) {
  const { environment, status, onReleased } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [isAsked, setIsAsked] = useState(false);
  const mayUnlock = useMay(iacStateUnlockPermission, environment);
  const lockId = status.lock?.id;
  if (status.orphan !== 'proved' || !lockId) {
    return (
      <p className={styles.soft}>
        {t(status.orphan === 'no' ? 'lock.notOrphan' : 'lock.unproved')}
      </p>
    );
  }
  return (
    <>
      <p className={styles.soft}>{t('lock.proved')}</p>
      {!mayUnlock && <p>{t('lock.notAllowed')}</p>}
      <Button
        size="small"
        variant="primary"
        destructive
        isDisabled={!mayUnlock}
        onPress={() => setIsAsked(true)}
      >
        {t('lock.release')}
      </Button>
      {isAsked && (
        <ConfirmDialog
          title={t('lock.releaseTitle', { environment })}
          confirmLabel={t('lock.release')}
          destructive
          words={{ label: t('lock.reason'), isRequired: true }}
          typed={{
            label: t('approval.typeName', { environment }),
            expected: environment,
          }}
          act={async ({ words, typed }) =>
            onReleased(
              await api.unlockState(environment, {
                lockId,
                reason: words,
                confirm: typed,
              }),
            )
          }
          onDone={() => undefined}
          onClose={() => setIsAsked(false)}
        >
          {t('lock.releaseDescription')}
        </ConfirmDialog>
      )}
    </>
  );
}

function lockGlyph({ status, orphan }: StateLockStatus) {
  if (status === 'unlocked') return 'ready';
  if (status === 'locked') return orphan === 'no' ? 'running' : 'warn';
  return 'unknown';
}
