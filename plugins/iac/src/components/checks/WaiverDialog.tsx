import { useApi } from '@backstage/frontend-plugin-api';
import type { CheckDescription } from '@backstage-iac/plugin-iac-common';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ActionError } from '../states';
import { theme } from '../theme';
import { useCheckWords } from '../words';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A week is enough for most repairs, days. */
const USUAL_DAYS = 7;
/** Characters. */
const LONGEST_REASON = 2_000;

/** Asks for a check to be left out for some time. */
export function WaiverDialog(props: {
  environment: string;
  check: Pick<CheckDescription, 'id' | 'title'>;
  onDone(): void;
  onClose(): void;
}) {
  const { environment, check, onDone, onClose } = props;
  const t = useIacTranslation();
  const words = useCheckWords();
  const api = useApi(iacApiRef);
  const [reason, setReason] = useState('');
  const [ticket, setTicket] = useState('');
  const [day, setDay] = useState(() =>
    new Date(Date.now() + USUAL_DAYS * DAY_MS).toISOString().slice(0, 10),
  );
  const ask = useAction(() =>
    api.requestWaiver(environment, check.id, {
      reason: reason.trim(),
      ticket: ticket.trim(),
      expiresAt: `${day.trim()}T23:59:59Z`,
    }),
  );
  const isComplete =
    reason.trim() !== '' && ticket.trim() !== '' && isDay(day.trim());
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
        {t('waiver.askFor', {
          check: words.title({ checkId: check.id, title: check.title }),
        })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="div">{t('waiver.description')}</Text>
          <TextAreaField
            label={t('waiver.reason')}
            isRequired
            value={reason}
            onChange={setReason}
            maxLength={LONGEST_REASON}
            rows={3}
          />
          <TextField
            label={t('waiver.ticket')}
            isRequired
            value={ticket}
            onChange={setTicket}
            autoComplete="off"
          />
          <TextField
            label={t('waiver.until')}
            description={t('waiver.untilHelp')}
            isRequired
            autoComplete="off"
            value={day}
            onChange={setDay}
          />
          <ActionError error={ask.error} title={t('confirm.failed')} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!isComplete}
          isPending={ask.isPending}
          onPress={() =>
            ask.run(() => {
              onClose();
              onDone();
            })
          }
        >
          {t('waiver.ask')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** `2026-03-02`, and a day that there is. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T23:59:59Z`);
  return (
    !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
  );
}
