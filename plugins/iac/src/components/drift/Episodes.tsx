import { iacEnvironmentReadPermission } from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useId, useState } from 'react';
import { useDriftEpisodes } from '../../hooks/useDriftEpisodes';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ErrorState, LoadingCards, StaleNotice } from '../states';
import { Episode } from './Episode';
import styles from './drift.module.css';

const PAGE_SIZE = 5;

/** Drift of now and of before: when it began, and how it ended. */
export function Episodes(props: { environment: string }) {
  const { environment } = props;
  const t = useIacTranslation();
  const id = useId();
  const [offset, setOffset] = useState(0);
  const live = useDriftEpisodes(environment, { offset, limit: PAGE_SIZE });
  const { value, error, refresh } = live;
  return (
    <section className={styles.episodes} aria-labelledby={id}>
      <h3 id={id}>{t('driftEpisode.title')}</h3>
      {live.isLoading && <LoadingCards count={1} height={88} />}
      {error && !value && (
        <ErrorState
          error={error}
          permission={iacEnvironmentReadPermission.name}
          onRetry={refresh}
        />
      )}
      <StaleNotice live={live} isPart />
      {value?.totalItems === 0 && (
        <p className={styles.soft}>{t('driftEpisode.empty')}</p>
      )}
      <ul>
        {value?.items.map(episode => (
          <li key={episode.id}>
            <Episode episode={episode} />
          </li>
        ))}
      </ul>
      {(offset > 0 || (value && value.totalItems > PAGE_SIZE)) && (
        <Pages
          offset={offset}
          shown={value?.items.length ?? 0}
          total={value?.totalItems}
          onTurn={setOffset}
        />
      )}
    </section>
  );
}

/** `total` is not known until the page has come. */
function Pages(props: {
  offset: number;
  shown: number;
  total?: number;
  onTurn(offset: number): void;
}) {
  const { offset, shown, total, onTurn } = props;
  const t = useIacTranslation();
  return (
    <div className={styles.pages}>
      <span role="status" className={styles.soft}>
        {total !== undefined &&
          shown > 0 &&
          t('driftEpisode.page', {
            from: String(offset + 1),
            to: String(offset + shown),
            total: String(total),
          })}
      </span>
      <Button
        size="small"
        variant="secondary"
        isDisabled={offset === 0}
        onPress={() => onTurn(Math.max(0, offset - PAGE_SIZE))}
      >
        {t('driftEpisode.newer')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        isDisabled={total === undefined || offset + PAGE_SIZE >= total}
        onPress={() => onTurn(offset + PAGE_SIZE)}
      >
        {t('driftEpisode.older')}
      </Button>
    </div>
  );
}
