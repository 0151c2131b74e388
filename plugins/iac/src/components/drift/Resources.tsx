import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import { ChangeList } from '../plan';
import { toPlanRows } from '../plan/planRows';
import { ResourceList } from '../plan/ResourceList';
import type { ChangeSubject } from '../plan/ResourceRow';
import styles from './drift.module.css';

/** From so many on it takes a filter to find one. */
const FILTER_FROM = 25;
const EVERYTHING = { groups: new Set<never>(), text: '' };

/** Resources that open to their attributes. */
export function Resources(props: {
  changes: ResourceChange[];
  subject: ChangeSubject;
}) {
  const { changes, subject } = props;
  if (changes.length === 0) return null;
  return (
    <div className={styles.resources}>
      {changes.length < FILTER_FROM ? (
        <ResourceList
          changes={changes}
          rows={toPlanRows(changes, EVERYTHING)}
          subject={subject}
        />
      ) : (
        <ChangeList changes={changes} subject={subject} />
      )}
    </div>
  );
}
