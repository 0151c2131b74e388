import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ResourceList } from '../plan';
import type { ChangeSubject } from '../plan/ResourceRow';
import styles from './drift.module.css';

/** Resources that open to their attributes; of long lists only what is in view. */
export function Resources(props: {
  changes: ResourceChange[];
  subject: Exclude<ChangeSubject, 'comparison'>;
}) {
  const { changes, subject } = props;
  const t = useIacTranslation();
  if (changes.length === 0) return null;
  return (
    <div className={styles.resources}>
      <ResourceList
        changes={changes}
        subject={subject}
        label={t(subject === 'drift' ? 'plan.driftTitle' : 'plan.changesTitle')}
      />
    </div>
  );
}
