import type { ResourceChange, RunPlan } from '@backstage-iac/plugin-iac-common';
import { useMemo } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ResourceList } from '../plan';
import { comparePlans, type PlanDifference } from './comparePlans';
import styles from './compare.module.css';

/** What one plan would do and the other would not. */
export function Difference(props: { then: RunPlan | undefined; now: RunPlan }) {
  const { then, now } = props;
  const t = useIacTranslation();
  const difference = useMemo(
    () => then && comparePlans(then.summary.changes, now.summary.changes),
    [then, now],
  );
  if (!difference) {
    return <p className={styles.soft}>{t('compare.missing')}</p>;
  }
  const { added, removed, altered, actionsThen, same } = difference;
  const isSame = [added, removed, altered].every(({ length }) => length === 0);
  return (
    <>
      <p className={styles.soft} role="status">
        {isSame ? t('compare.equal') : t('compare.same', { count: same })}
      </p>
      <Part
        title={t('compare.added', { count: added.length })}
        changes={added}
      />
      <Part
        title={t('compare.altered', { count: altered.length })}
        note={t('compare.alteredNote')}
        changes={altered}
        actionsThen={actionsThen}
      />
      <Part
        title={t('compare.removed', { count: removed.length })}
        note={t('compare.removedNote')}
        changes={removed}
      />
    </>
  );
}

function Part(props: {
  title: string;
  note?: string;
  changes: ResourceChange[];
  actionsThen?: PlanDifference['actionsThen'];
}) {
  const { title, note, changes, actionsThen } = props;
  if (changes.length === 0) return null;
  return (
    <section aria-label={title} className={styles.part}>
      <h3>{title}</h3>
      {note && <p className={styles.soft}>{note}</p>}
      <ResourceList
        changes={changes}
        subject="comparison"
        label={title}
        actionsThen={actionsThen}
      />
    </section>
  );
}
