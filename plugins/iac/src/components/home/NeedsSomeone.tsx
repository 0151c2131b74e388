import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  iacEnvironmentReadPermission,
  type ReadinessLine,
} from '@backstage-iac/plugin-iac-common';
import { Link, Skeleton } from '@backstage/ui';
import { useCallback } from 'react';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useLive } from '../../hooks/useLive';
import { environmentRouteRef, rootRouteRef } from '../../routes';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { ErrorState, StaleNotice } from '../states';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import { verdictWord } from '../verdict';
import { useCheckWords } from '../words';
import styles from './home.module.css';

const MOST = 5;

/** For the home page: which environments need someone, worst first, and why. */
export function NeedsSomeone() {
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listReadiness({ limit: MOST }, { signal }),
    [api],
  );
  const live = useLive(load, neverUnderWay);
  const { value, error, refresh } = live;
  const root = useRouteRef(rootRouteRef)?.();
  const needy = value?.items
    .filter(({ verdict }) => verdict !== 'READY')
    .slice(0, MOST);
  return (
    <div className={theme.theme}>
      <StaleNotice live={live} />
      {live.isLoading && (
        <div role="status" aria-label={t('common.loading')}>
          <Skeleton height={240} />
        </div>
      )}
      {error && !value && (
        <ErrorState
          error={error}
          permission={iacEnvironmentReadPermission.name}
          onRetry={refresh}
        />
      )}
      {value && needy?.length === 0 && (
        <p className={styles.calm}>
          {value.totalItems > 0 && <Glyph kind="ready" label="" />}
          {value.totalItems > 0 ? t('home.allReady') : t('home.none')}
        </p>
      )}
      {needy && needy.length > 0 && (
        <ul className={styles.list} aria-label={t('home.list')}>
          {needy.map(line => (
            <NeedyEnvironment key={line.environment} line={line} />
          ))}
        </ul>
      )}
      {value && value.totalItems > 0 && root && (
        <Link standalone className={theme.link} href={root}>
          {t('home.all', { total: String(value.totalItems) })}
        </Link>
      )}
    </div>
  );
}

function NeedyEnvironment(props: { line: ReadinessLine }) {
  const { environment, verdict, worstReason, reasonCount, since } = props.line;
  const t = useIacTranslation();
  const words = useCheckWords();
  const href = useRouteRef(environmentRouteRef)?.({ name: environment });
  return (
    <li className={styles.item}>
      <Glyph kind={VERDICT_GLYPHS[verdict]} size={20} label="" />
      <div>
        <strong>
          {href ? (
            <Link standalone className={styles.name} href={href}>
              {environment}
            </Link>
          ) : (
            environment
          )}
        </strong>{' '}
        <span className={styles.verdict}>{verdictWord(t, verdict)}</span>
        {worstReason && <small>{words.message(worstReason)}</small>}
        {worstReason?.next && (
          <small>
            {t('checks.next', { step: words.next(worstReason.next) })}
          </small>
        )}
      </div>
      <small className={styles.side}>
        {reasonCount > 0 && (
          <span>{t('home.reasons', { count: reasonCount })}</span>
        )}
        <span>
          {t('home.since')} <RelativeTime time={since} />
        </span>
      </small>
    </li>
  );
}

/** A list of verdicts is asked for again on signals and at leisure. */
function neverUnderWay(): boolean {
  return false;
}
