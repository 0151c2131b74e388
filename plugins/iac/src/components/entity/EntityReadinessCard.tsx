import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import {
  IAC_ENVIRONMENTS_ANNOTATION,
  iacEnvironmentReadPermission,
  readEnvironmentsAnnotation,
  type EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { Link, Skeleton } from '@backstage/ui';
import { useEnvironments } from '../../hooks/useEnvironments';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef, rootRouteRef } from '../../routes';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { ErrorState, StaleNotice } from '../states';
import { theme } from '../theme';
import { verdictWord } from '../verdict';
import { DriftBadge } from './DriftBadge';
import styles from './entity.module.css';

/** The verdict of each environment that an entity lives in, with its drift. */
export function EntityReadinessCard() {
  const { entity } = useEntity();
  const t = useIacTranslation();
  const live = useEnvironments();
  const { value, error, refresh } = live;
  const names = readEnvironmentsAnnotation(entity.metadata.annotations);
  const root = useRouteRef(rootRouteRef)?.();
  return (
    <EntityInfoCard
      title={t('entityCard.title')}
      footerActions={
        root && (
          <Link standalone href={root}>
            {t('entityCard.open')}
          </Link>
        )
      }
    >
      <div className={theme.theme}>
        <StaleNotice live={live} />
        {live.isLoading && (
          <div role="status" aria-label={t('common.loading')}>
            <Skeleton height={44} />
          </div>
        )}
        {error && !value && (
          <ErrorState
            error={error}
            permission={iacEnvironmentReadPermission.name}
            onRetry={refresh}
          />
        )}
        {names.length === 0 && (
          <p>
            {t('entityCard.noAnnotation', {
              annotation: IAC_ENVIRONMENTS_ANNOTATION,
            })}
          </p>
        )}
        {value && names.length > 0 && (
          <ul className={styles.list}>
            {names.map(name => (
              <EnvironmentItem
                key={name}
                name={name}
                readiness={value.items.find(
                  item => item.environment.name === name,
                )}
              />
            ))}
          </ul>
        )}
      </div>
    </EntityInfoCard>
  );
}

function EnvironmentItem(props: {
  name: string;
  readiness?: EnvironmentReadiness;
}) {
  const { name, readiness } = props;
  const t = useIacTranslation();
  const href = useRouteRef(environmentRouteRef)?.({ name });
  if (!readiness) {
    return (
      <li className={styles.item}>
        <Glyph kind="unknown" size={20} />
        <div>
          <strong>{name}</strong>
          <small>
            {t('entityCard.notFound', {
              annotation: IAC_ENVIRONMENTS_ANNOTATION,
            })}
          </small>
        </div>
      </li>
    );
  }
  const { verdict, reasons, drift } = readiness;
  return (
    <li className={styles.item}>
      <Glyph kind={VERDICT_GLYPHS[verdict]} size={20} label="" />
      <div>
        <strong>
          {href ? (
            <Link standalone className={styles.name} href={href}>
              {name}
            </Link>
          ) : (
            name
          )}
        </strong>{' '}
        <span className={styles.verdict}>{verdictWord(t, verdict)}</span>
        <small>{reasons[0]?.message ?? t('checks.readyWhy')}</small>
      </div>
      <DriftBadge drift={drift} />
    </li>
  );
}
