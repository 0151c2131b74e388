import styles from './nav.module.css';

/** Three layers of a stack, the uppermost one proven. */
export function Logo(props: { isFull: boolean }) {
  return (
    <span className={styles.logo}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden>
        <path d="M3 22l13 6 13-6" className={styles.layer} />
        <path d="M3 16l13 6 13-6" className={styles.layer} />
        <path d="M16 4L3 10l13 6 13-6z" className={styles.top} />
      </svg>
      {props.isFull && <span className={styles.wordmark}>Infrastructure</span>}
    </span>
  );
}
