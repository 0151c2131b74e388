import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import {
  iacEnvironmentCreatePermission,
  iacEnvironmentReadPermission,
} from '@backstage-iac/plugin-iac-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { useEnvironments } from '../../hooks/useEnvironments';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useNow } from '../../hooks/useNow';
import { useSteadyOrder } from '../../hooks/useSteadyOrder';
import { templatesRouteRef } from '../../routes';
import { EnvironmentMatrix, TopFailing } from '../matrix';
import { ErrorState, LoadingCards, StaleNotice } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { formatAge } from '../time';
import { WaitingStrip } from '../waiting';
import { EnvironmentColumn } from './EnvironmentColumn';
import { EnvironmentTable } from './EnvironmentTable';
import { formatSort, sortEnvironments } from './sortEnvironments';
import { useReadinessView, type ReadinessView } from './useReadinessView';
import { ViewBar } from './ViewBar';
import styles from './readiness.module.css';

/** Are the environments ready, and if not, why, and what next? */
export function ReadinessPage() {
  const t = useIacTranslation();
  const live = useEnvironments();
  const { value, error, updatedAt, refresh } = live;
  return (
    <main className={classes(theme.theme, theme.page)}>
      <h1 className={theme.title}>{t('readinessPage.title')}</h1>
      {value && value.items.length > 0 ? (
        <Headline environments={value.items} updatedAt={updatedAt} />
      ) : (
        <p className={theme.subtitle} />
      )}
      <StaleNotice live={live} />
      {live.isLoading && <LoadingCards count={3} height={420} />}
      {error && !value && (
        <ErrorState
          error={error}
          permission={iacEnvironmentReadPermission.name}
          onRetry={refresh}
        />
      )}
      {value && <Environments environments={value.items} />}
    </main>
  );
}

function Environments(props: { environments: EnvironmentReadiness[] }) {
  const { environments } = props;
  const t = useIacTranslation();
  const view = useReadinessView(environments);
  if (environments.length === 0) return <NoEnvironments />;
  return (
    <>
      <WaitingStrip environments={environments} />
      <ViewBar environments={environments} view={view} />
      {view.shown.length === 0 && (
        <p className={classes(theme.card, styles.nothing)} role="status">
          {t('view.nothing')}
        </p>
      )}
      {view.shown.length > 0 &&
        (view.layout === 'columns' ? (
          <Columns environments={view.shown} />
        ) : (
          <Rows view={view} />
        ))}
    </>
  );
}

/** Columns keep their place: whoever looks each morning finds them. */
function Columns(props: { environments: EnvironmentReadiness[] }) {
  return (
    <div className={styles.columns}>
      {props.environments.map(readiness => (
        <EnvironmentColumn
          key={readiness.environment.name}
          readiness={readiness}
        />
      ))}
    </div>
  );
}

/** Rows are sorted, and stay where they are while somebody points at them. */
function Rows(props: { view: ReadinessView }) {
  const { layout, shown, sort, set } = props.view;
  const { items, hold } = useSteadyOrder(
    sortEnvironments(shown, sort),
    ({ environment }) => environment.name,
    formatSort(sort),
  );
  return (
    <div {...hold}>
      {layout === 'matrix' ? (
        <>
          <TopFailing
            environments={items}
            onShow={check => set('check', check)}
          />
          <EnvironmentMatrix environments={items} />
        </>
      ) : (
        <EnvironmentTable
          environments={items}
          sort={sort}
          onSort={next => set('sort', formatSort(next))}
        />
      )}
    </div>
  );
}

function Headline(props: {
  environments: EnvironmentReadiness[];
  updatedAt?: number;
}) {
  const { environments, updatedAt } = props;
  const t = useIacTranslation();
  const now = useNow(1_000);
  const total = String(environments.length);
  const needy = environments.filter(
    ({ verdict }) => verdict !== 'READY',
  ).length;
  return (
    <p className={theme.subtitle}>
      <span role="status">
        {needy === 0
          ? t('readinessPage.allReady', { total })
          : t('readinessPage.needSomeone', { count: needy, total })}
      </span>{' '}
      {updatedAt !== undefined && (
        <span title={new Date(updatedAt).toISOString()}>
          {t('readinessPage.updated', { age: formatAge(t, now - updatedAt) })}.
        </span>
      )}
    </p>
  );
}

function NoEnvironments() {
  const t = useIacTranslation();
  const templates = useRouteRef(templatesRouteRef)?.();
  const { loading, allowed } = usePermission({
    permission: iacEnvironmentCreatePermission,
  });
  if (loading) return null;
  // The portal does not tell what else there is to who may not see it.
  if (!allowed) {
    return (
      <section className={classes(theme.card, styles.empty)}>
        <h2>{t('readinessPage.unseenTitle')}</h2>
        <p>
          {t('readinessPage.unseenDescription', {
            permission: iacEnvironmentReadPermission.name,
          })}
        </p>
      </section>
    );
  }
  return (
    <section className={classes(theme.card, styles.empty)}>
      <h2>{t('readinessPage.emptyTitle')}</h2>
      <p>{t('readinessPage.emptyDescription')}</p>
      {templates && (
        <ButtonLink href={templates}>
          {t('readinessPage.emptyAction')}
        </ButtonLink>
      )}
    </section>
  );
}
