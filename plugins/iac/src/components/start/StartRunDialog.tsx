import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  iacRunApplyPermission,
  iacRunCreatePermission,
  isChangingOperation,
  type Environment,
} from '@backstage-iac/plugin-iac-common';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { runRouteRef } from '../../routes';
import { ActionError } from '../states';
import { theme } from '../theme';

/** What a person can start by a button. */
export type StartableOperation = 'plan-only' | 'plan-and-apply' | 'drift-check';

const EXPLANATIONS = {
  'plan-only': 'start.planOnly',
  'plan-and-apply': 'start.planAndApply',
  'drift-check': 'start.driftCheck',
} as const;

export interface StartRunDialogProps {
  environment: Environment;
  operation: StartableOperation;
  onClose(): void;
}

/** Says what will happen, before it happens. Opens the run once it is queued. */
export function StartRunDialog(props: StartRunDialogProps) {
  const { environment, operation, onClose } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const navigate = useNavigate();
  const runLink = useRouteRef(runRouteRef);
  const [reason, setReason] = useState('');
  // One key for this dialog: a second press after a lost answer starts nothing new.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const isAllowed = useMay(
    isChangingOperation(operation)
      ? iacRunApplyPermission
      : iacRunCreatePermission,
    environment.name,
  );
  const start = useAction(() =>
    api.createRun({
      environment: environment.name,
      operation,
      trigger: 'user',
      reason: reason.trim() || undefined,
      idempotencyKey,
    }),
  );
  return (
    <Dialog
      isOpen
      isDismissable
      width={520}
      className={theme.theme}
      onOpenChange={isOpen => {
        if (!isOpen) onClose();
      }}
    >
      <DialogHeader>
        {t('start.title', {
          operation: t(`operation.${operation}`),
          environment: environment.name,
        })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text>{t(EXPLANATIONS[operation])}</Text>
          <Text color="secondary">
            {t('start.commit', {
              ref: environment.ref ?? t('start.refDefault'),
              source: environment.source,
            })}
            {isChangingOperation(operation) && ` ${t('start.oneAtATime')}`}
          </Text>
          <TextField
            label={t('start.reason')}
            description={t('start.reasonHelp')}
            value={reason}
            onChange={setReason}
            maxLength={500}
          />
          {!isAllowed && (
            <Text color="warning">
              {t('start.notAllowed', {
                owner: environment.owner ?? t('start.ownerUnknown'),
              })}
            </Text>
          )}
          <ActionError error={start.error} title={t('start.failed')} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!isAllowed}
          isPending={start.isPending}
          onPress={() =>
            start.run(run => {
              onClose();
              const link = runLink?.({ runId: run.id });
              if (link) navigate(link);
            })
          }
        >
          {t('start.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Not `randomUUID`, which browsers lack where a portal has no TLS. */
function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
