import type {
  OutputChange,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ACTION_SIGNS, groupOf } from './actions';
import { FilterBar } from './FilterBar';
import { isFiltering, toPlanRows, type PlanFilter } from './planRows';
import { ResourceList } from './ResourceList';
import type { ChangeSubject } from './ResourceRow';
import styles from './plan.module.css';

const NO_FILTER: PlanFilter = { groups: new Set(), text: '' };

/** Resources that change, with their filter, and the outputs below. */
export function ChangeList(props: {
  changes: ResourceChange[];
  outputs?: OutputChange[];
  subject: ChangeSubject;
}) {
  const { changes, outputs = [], subject } = props;
  const t = useIacTranslation();
  const [filter, setFilter] = useState(NO_FILTER);
  const rows = useMemo(() => toPlanRows(changes, filter), [changes, filter]);
  return (
    <>
      <FilterBar
        changes={changes}
        outputs={outputs.length}
        filter={filter}
        onChange={setFilter}
      />
      {rows.length === 0 && changes.length > 0 && (
        <div className={styles.nothing}>
          <p>{t('plan.filterEmpty')}</p>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setFilter(NO_FILTER)}
          >
            {t('plan.clearFilter')}
          </Button>
        </div>
      )}
      <div className={styles.list}>
        <ResourceList changes={changes} rows={rows} subject={subject} />
        {outputs.length > 0 && !isFiltering(filter) && (
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
      <h4 className={styles.module}>{t('plan.outputs')}</h4>
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
