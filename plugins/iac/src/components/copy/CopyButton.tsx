import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import styles from './copy.module.css';

/** Copies a text; also where a portal has no TLS, and so no clipboard API. */
export function CopyButton(props: { text: string; label: string }) {
  const { text, label } = props;
  const t = useIacTranslation();
  const [{ value }, copy] = useCopyToClipboard();
  const isCopied = value === text;
  return (
    <ButtonIcon
      size="small"
      variant="tertiary"
      className={styles.button}
      aria-label={isCopied ? t('copy.done') : label}
      icon={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
      onPress={() => copy(text)}
    />
  );
}
