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
import { approvalRule } from '../protection';
import { shortCommit } from '../readiness/shortCommit';
import { ActionError } from '../states';
import { theme } from '../theme';
import { formatMoment } from '../time';
import {
  isMalformedTicket,
  requiredFields,
  startObstacle,
} from './startObstacle';

/** What a person can start by a button. */
export type StartableOperation =
  | 'plan-only'
  | 'plan-and-apply'
  | 'refresh-only'
  | 'drift-check';

const EXPLANATIONS = {
  'plan-only': 'start.planOnly',
  'plan-and-apply': 'start.planAndApply',
  'refresh-only': 'start.refreshOnly',
  'drift-check': 'start.driftCheck',
} as const;

export interface StartRunDialogProps {
  environment: Environment;
  operation: StartableOperation;
  /** Branch, tag or commit. @defaultValue that of the environment */
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
      ref: atRef,
      reason: reason.trim() || undefined,
      ticket: ticket.trim() || undefined,
      idempotencyKey,
    }),
  );
  const isChange = isChangingOperation(operation);
  const obstacle = startObstacle(t, environment, operation, isAllowed);
  const required = requiredFields(environment, operation);
  const isTicketWrong = isMalformedTicket(environment, ticket);
  const isReady =
    obstacle === undefined &&
    !isTicketWrong &&
    (!required.reason || reason.trim() !== '') &&
    (!required.ticket || ticket.trim() !== '');
  const { freeze, ticketPattern } = environment.protection;
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
            {atRef === undefined
              ? t('start.commit', {
                  ref: environment.ref ?? t('start.refDefault'),
                  source: environment.source,
                })
              : t('start.atRef', {
                  ref: shortRef(atRef),
                  source: environment.source,
                })}
            {isChange && ` ${t('start.oneAtATime')}`}
          </Text>
          {isChange && !obstacle && (
            <Text>{approvalRule(t, environment.protection)}</Text>
          )}
          {isChange && !obstacle && freeze && (
            <Text weight="bold">
              {t('start.frozen', {
                title: freeze.title,
                until: formatMoment(freeze.until),
              })}
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
          {obstacle && <Text weight="bold">{obstacle}</Text>}
          <ActionError error={start.error} title={t('start.failed')} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!isReady}
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

/** A full hash is long; a name stays as it is. */
function shortRef(ref: string): string {
  return /^[0-9a-f]{40,64}$/.test(ref) ? shortCommit(ref) : ref;
}

function fieldNote(isRequired: boolean) {
  return isRequired ? 'confirm.required' : 'confirm.optional';
}

/** Not `randomUUID`, which browsers lack where a portal has no TLS. */
function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
