import { useIacTranslation } from '../../hooks/useIacTranslation';
import { CopyButton } from './CopyButton';
import styles from './copy.module.css';
import { theme } from '../theme';

/** Enough of it to compare by eye; the whole is its title, and is copied. */
export function Digest(props: { value: string }) {
  const { value } = props;
  const t = useIacTranslation();
  return (
    <span className={styles.digest}>
      <code className={theme.code} title={value}>
        {value.length > 14 ? `${value.slice(0, 8)}…${value.slice(-4)}` : value}
      </code>
      <CopyButton text={value} label={t('copy.digest')} />
    </span>
  );
}
