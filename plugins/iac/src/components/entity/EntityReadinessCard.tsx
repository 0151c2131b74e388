import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef, rootRouteRef } from '../../routes';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { verdictWord } from '../verdict';
import { useCheckWords } from '../words';
import { DriftBadge } from './DriftBadge';
import { EntityEnvironments } from './EntityEnvironments';
import styles from './entity.module.css';

/** The verdict of each environment that an entity lives in, with its drift. */
export function EntityReadinessCard() {
  const t = useIacTranslation();
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
      <EntityEnvironments height={52}>
        {readiness => <EnvironmentItem readiness={readiness} />}
      </EntityEnvironments>
    </EntityInfoCard>
  );
}

function EnvironmentItem(props: { readiness: EnvironmentReadiness }) {
  const { environment, verdict, reasons, drift } = props.readiness;
  const { name } = environment;
  const t = useIacTranslation();
  const words = useCheckWords();
  const href = useRouteRef(environmentRouteRef)?.({ name });
  return (
    <div className={styles.item}>
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
        <small>
          {reasons[0] ? words.message(reasons[0]) : t('checks.readyWhy')}
        </small>
      </div>
      <DriftBadge drift={drift} />
    </div>
  );
}
