import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import type {
  EnvironmentDrift,
  EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import { driftGlyph, Glyph } from '../glyph';
import { RelativeTime } from '../time';
import { driftWords } from './driftWords';
import { EntityEnvironments } from './EntityEnvironments';
import styles from './entity.module.css';

/** Whether somebody changed the entity's environments by hand, since when, and who looked when. */
export function EntityDriftCard() {
  const t = useIacTranslation();
  return (
    <EntityInfoCard title={t('entityDrift.title')}>
      <EntityEnvironments height={52}>
        {readiness => <DriftItem readiness={readiness} />}
      </EntityEnvironments>
    </EntityInfoCard>
  );
}

function DriftItem(props: { readiness: EnvironmentReadiness }) {
  const { environment, drift } = props.readiness;
  const { name } = environment;
  const t = useIacTranslation();
  const href = useRouteRef(environmentRouteRef)?.({ name });
  return (
    <div className={styles.item}>
      <Glyph kind={driftGlyph(drift)} size={20} label="" />
      <div>
        <strong>
          {href ? (
            <Link
              standalone
              className={styles.name}
              href={`${href}#drift`}
              aria-label={t('entityDrift.review', { name })}
            >
              {name}
            </Link>
          ) : (
            name
          )}
        </strong>{' '}
        <span className={styles.words}>{driftWords(t, drift)}</span>
        <small>
          <DriftTimes drift={drift} />
        </small>
      </div>
    </div>
  );
}

/** Since when, and how old the answer is; the last one while the check fails. */
function DriftTimes(props: { drift: EnvironmentDrift }) {
  const { status, since, checkedAt } = props.drift;
  const t = useIacTranslation();
  if (!checkedAt) return <>{t('entityDrift.neverAnswered')}</>;
  return (
    <>
      {status === 'drifted' && since && (
        <>
          {t('entityDrift.since')} <RelativeTime time={since} form="sentence" />
          {' · '}
        </>
      )}
      {t(
        status === 'failed' ? 'entityDrift.lastAnswer' : 'entityDrift.answered',
      )}{' '}
      <RelativeTime time={checkedAt} form="sentence" />
    </>
  );
}
