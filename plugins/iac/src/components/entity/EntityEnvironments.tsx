import {
  IAC_ENVIRONMENTS_ANNOTATION,
  iacEnvironmentReadPermission,
  type EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { Skeleton } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useEntityEnvironments } from '../../hooks/useEntityEnvironments';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ErrorState, StaleNotice } from '../states';
import { theme } from '../theme';
import { MissingEnvironment } from './MissingEnvironment';
import styles from './entity.module.css';

export interface EntityEnvironmentsProps {
  /** Height of one while it loads, pixels. */
  height: number;
  /** @param isOnly - the entity has no other */
  children(readiness: EnvironmentReadiness, isOnly: boolean): ReactNode;
}

/** Each environment of the entity, or why there is none to show. */
export function EntityEnvironments(props: EntityEnvironmentsProps) {
  const { height, children } = props;
  const t = useIacTranslation();
  const { names, live } = useEntityEnvironments();
  const { value, error, refresh } = live;
  if (names.length === 0) {
    return (
      <p>
        {t('entityCard.noAnnotation', {
          annotation: IAC_ENVIRONMENTS_ANNOTATION,
        })}
      </p>
    );
  }
  return (
    <div className={theme.theme}>
      <StaleNotice live={live} />
      {live.isLoading && (
        <div role="status" aria-label={t('common.loading')}>
          <Skeleton height={height * names.length} />
        </div>
      )}
      {error && !value && (
        <ErrorState
          error={error}
          permission={iacEnvironmentReadPermission.name}
          onRetry={refresh}
        />
      )}
      {value && (
        <ul className={styles.list}>
          {value.map(({ name, readiness }) => (
            <li key={name}>
              {readiness ? (
                children(readiness, names.length === 1)
              ) : (
                <MissingEnvironment name={name} />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
