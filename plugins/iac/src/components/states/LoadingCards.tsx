import { Skeleton } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import styles from './states.module.css';

/** Grey shapes about as tall as what will be there, so that nothing jumps. */
export function LoadingCards(props: { count: number; height: number }) {
  const { count, height } = props;
  const t = useIacTranslation();
  return (
    <div
      role="status"
      aria-label={t('common.loading')}
      className={styles.loading}
    >
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={height} style={{ borderRadius: 12 }} />
      ))}
    </div>
  );
}
