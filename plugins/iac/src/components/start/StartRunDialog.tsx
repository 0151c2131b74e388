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
import { useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { runRouteRef } from '../../routes';
import { Glyph } from '../glyph';
import { ActionError } from '../states';
import { theme } from '../theme';
import {
  isMalformedRef,
  isMalformedTicket,
  requiredFields,
  startObstacle,
} from './startObstacle';
import { WhatHappens } from './WhatHappens';
import styles from './start.module.css';

/** What a person can start by a button. */
export type StartableOperation =
  | 'plan-only'
  | 'plan-and-apply'
  | 'refresh-only'
  | 'drift-check';

export interface StartRunDialogProps {
  environment: Environment;
  operation: StartableOperation;
  /** Branch, tag or commit that stands in the field. @defaultValue none, for the environment's own */
  atRef?: string;
  onClose(): void;
}

/** Says what will happen, before it happens. Opens the run once it is queued. */
export function StartRunDialog(props: StartRunDialogProps) {
  const { environment, operation, atRef, onClose } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const navigate = useNavigate();
  const runLink = useRouteRef(runRouteRef);
  const [reason, setReason] = useState('');
  const [ticket, setTicket] = useState('');
  const [ref, setRef] = useState(atRef ?? '');
  const missingId = useId();
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
      ref: ref.trim() || undefined,
      trigger: 'user',
      reason: reason.trim() || undefined,
      ticket: ticket.trim() || undefined,
      idempotencyKey,
    }),
  );
  const obstacle = startObstacle(t, environment, operation, isAllowed);
  const required = requiredFields(environment, operation);
  const isRefWrong = isMalformedRef(ref);
  const isTicketWrong = isMalformedTicket(environment, ticket);
  const missing = [
    required.reason && reason.trim() === '' && t('start.reason'),
    required.ticket && ticket.trim() === '' && t('start.ticket'),
  ].filter(Boolean);
  const isReady =
    obstacle === undefined &&
    !isTicketWrong &&
    !isRefWrong &&
    missing.length === 0;
  const { ticketPattern } = environment.protection;
  return (
    <Dialog
      isOpen
      isDismissable
      width={600}
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
          {obstacle && (
            <p role="alert" className={styles.obstacle}>
              <Glyph kind="fail" size={16} label="" />
              {obstacle}
            </p>
          )}
          <WhatHappens
            environment={environment}
            operation={operation}
            typedRef={ref.trim()}
          />
          {operation !== 'drift-check' && (
            <TextField
              label={t('begin.ref')}
              description={t('begin.refHelp', {
                ref: environment.ref ?? t('start.refDefault'),
              })}
              secondaryLabel={t('confirm.optional')}
              isInvalid={isRefWrong}
              value={ref}
              onChange={setRef}
              maxLength={250}
            />
          )}
          {isRefWrong && (
            <Text role="alert" color="danger">
              {t('begin.refWrong')}
            </Text>
          )}
          <TextField
            label={t('start.reason')}
            description={t('start.reasonHelp')}
            isRequired={required.reason}
            secondaryLabel={t(fieldNote(required.reason))}
            value={reason}
            onChange={setReason}
            maxLength={500}
          />
          <TextField
            label={t('start.ticket')}
            description={
              ticketPattern
                ? t('start.ticketPattern', { pattern: ticketPattern })
                : undefined
            }
            isRequired={required.ticket}
            secondaryLabel={t(fieldNote(required.ticket))}
            isInvalid={isTicketWrong}
            value={ticket}
            onChange={setTicket}
            maxLength={200}
          />
          {isTicketWrong && (
            <Text role="alert" color="danger">
              {t('start.ticketWrong', { pattern: ticketPattern ?? '' })}
            </Text>
          )}
          <ActionError error={start.error} title={t('start.failed')} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        {!obstacle && missing.length > 0 && (
          <small id={missingId} className={styles.missing}>
            {t('begin.missing', { fields: missing.join(', ') })}
          </small>
        )}
        <Button variant="secondary" onPress={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!isReady}
          aria-describedby={missing.length > 0 ? missingId : undefined}
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

function fieldNote(isRequired: boolean) {
  return isRequired ? 'confirm.required' : 'confirm.optional';
}

/** Not `randomUUID`, which browsers lack where a portal has no TLS. */
function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
