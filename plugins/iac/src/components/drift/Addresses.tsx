import { theme } from '../theme';
import styles from './drift.module.css';

/** Which resources, where nothing more is known of them. */
export function Addresses(props: { addresses: string[] }) {
  const { addresses } = props;
  if (addresses.length === 0) return null;
  return (
    <ul className={styles.list}>
      {addresses.map(address => (
        <li key={address}>
          <code className={theme.code}>{address}</code>
        </li>
      ))}
    </ul>
  );
}
