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
import { useState, type ReactNode } from 'react';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ActionError } from '../states';
import { theme } from '../theme';

/** Characters; as many as the portal stores. */
const MOST_WORDS = 2_000;

export interface ConfirmDialogProps {
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirmLabel: string;
  /** @defaultValue the word for cancel */
  dismissLabel?: string;
  /** Asks for a comment or a reason. */
  words?: { label: string; description?: string; isRequired: boolean };
  /** Must be typed before the button works. */
  typed?: { label: string; expected: string };
  destructive?: boolean;
  act(answer: { words: string; typed: string }): Promise<unknown>;
  onDone(): void;
  onClose(): void;
}

/** Asks once more, and shows why it was refused if it is. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirmLabel, words, typed, destructive } = props;
  const t = useIacTranslation();
  const [said, setSaid] = useState('');
  const [text, setText] = useState('');
  const action = useAction(() =>
    props.act({ words: said.trim(), typed: text }),
  );
  const isReady =
    (!typed || text === typed.expected) &&
    (!words?.isRequired || said.trim() !== '');
  const confirm = () =>
    action.run(() => {
      props.onClose();
      props.onDone();
    });
  return (
    <Dialog
      isOpen
      isDismissable
      width={520}
      className={theme.theme}
      onOpenChange={isOpen => {
        if (!isOpen) props.onClose();
      }}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="div">{children}</Text>
          {words && (
            <TextAreaField
              label={words.label}
              description={words.description}
              isRequired={words.isRequired}
              secondaryLabel={t(
                words.isRequired ? 'confirm.required' : 'confirm.optional',
              )}
              value={said}
              onChange={setSaid}
              maxLength={MOST_WORDS}
              rows={3}
            />
          )}
          {typed && (
            <TextField
              label={typed.label}
              value={text}
              onChange={setText}
              autoComplete="off"
              spellCheck="false"
            />
          )}
          <ActionError error={action.error} title={t('confirm.failed')} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={props.onClose}>
          {props.dismissLabel ?? t('common.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive={destructive}
          isDisabled={!isReady}
          isPending={action.isPending}
          onPress={confirm}
        >
          {confirmLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
