import type {
  OutputChange,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useDeferredValue } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ACTION_SIGNS, groupOf } from './actions';
import { DestructiveNotice } from './DestructiveNotice';
import { FilterBar } from './FilterBar';
import { isFiltering, fits } from './planFilter';
import { ResourceList } from './ResourceList';
import type { ChangeSubject } from './ResourceRow';
import { usePlanAddress } from './usePlanAddress';
import styles from './plan.module.css';

/** Resources that change, with their filter, and the outputs below. */
export function ChangeList(props: {
  changes: ResourceChange[];
  outputs?: OutputChange[];
  subject: Exclude<ChangeSubject, 'comparison'>;
}) {
  const { changes, outputs = [], subject } = props;
  const t = useIacTranslation();
  const { filter, selected, setGroups, setText, clear, select } =
    usePlanAddress(subject);
  // With thousands of resources, letters appear before the list follows.
  const applied = useDeferredValue(filter);
  const isEmpty =
    changes.length > 0 && !changes.some(change => fits(change, applied));
  return (
    <>
      {subject === 'plan' && (
        <DestructiveNotice
          changes={changes}
          filter={filter}
          onShowOnly={setGroups}
        />
      )}
      <FilterBar
        changes={changes}
        outputs={outputs.length}
        filter={filter}
        onGroups={setGroups}
        onText={setText}
      />
      {isEmpty && (
        <div className={styles.nothing}>
          <p>{t('plan.filterEmpty')}</p>
          <Button size="small" variant="secondary" onPress={clear}>
            {t('plan.clearFilter')}
          </Button>
        </div>
      )}
      <div className={styles.list}>
        <ResourceList
          changes={changes}
          filter={applied}
          subject={subject}
          label={t(
            subject === 'plan' ? 'plan.changesTitle' : 'plan.driftTitle',
          )}
          selected={selected}
          onSelect={select}
        />
        {outputs.length > 0 && !isFiltering(applied) && (
          <Outputs outputs={outputs} />
        )}
      </div>
    </>
  );
}

function Outputs(props: { outputs: OutputChange[] }) {
  const t = useIacTranslation();
  return (
    <>
      <h4 className={styles.outputs}>{t('plan.outputs')}</h4>
      {props.outputs.map(output => (
        <div
          key={output.name}
          className={styles.output}
          data-group={groupOf(output)}
        >
          <span className={styles.sign} aria-hidden>
            {ACTION_SIGNS[groupOf(output)]}
          </span>
          <span className={styles.resourceName}>
            <code>{output.name}</code>
            {output.sensitive && <small> {t('plan.outputSensitive')}</small>}
          </span>
          <small className={styles.actionWord}>
            {t(`action.${output.action}`)}
          </small>
        </div>
      ))}
    </>
  );
}
