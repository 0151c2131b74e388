import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import {
  Cell,
  CellText,
  Table,
  useTable,
  type ColumnConfig,
} from '@backstage/ui';
import { useMemo, type Key } from 'react';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import { driftWords } from '../entity/driftWords';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { personName } from '../people';
import { verdictWord } from '../verdict';
import { useCheckWords } from '../words';
import { applyWords, planWords } from './Proof';
import { SORTABLE_COLUMNS, type EnvironmentSort } from './sortEnvironments';
import styles from './readiness.module.css';

const PAGE_SIZE = 50;

type EnvironmentRow = EnvironmentReadiness & { id: string };

/** One line per environment, for portals that have many. */
export function EnvironmentTable(props: {
  /** In the order of the rows. */
  environments: EnvironmentReadiness[];
  sort: EnvironmentSort;
  onSort(sort: EnvironmentSort): void;
}) {
  const { environments, sort, onSort } = props;
  const t = useIacTranslation();
  const link = useRouteRef(environmentRouteRef);
  const data = useMemo(() => toRows(environments), [environments]);
  const columns = useMemo(
    () =>
      columnsOf(t).map(column => ({
        ...column,
        isSortable: isSortable(column.id),
      })),
    [t],
  );
  const { tableProps } = useTable<EnvironmentRow>({
    mode: 'complete',
    data,
    paginationOptions: { pageSize: PAGE_SIZE },
  });
  return (
    <div aria-label={t('readinessPage.tableLabel')} role="region">
      <Table
        columnConfig={columns}
        rowConfig={{
          getHref: row => link?.({ name: row.environment.name }),
        }}
        {...tableProps}
        sort={{
          descriptor: sort,
          onSortChange: ({ column, direction }) => {
            if (isSortable(column)) onSort({ column, direction });
          },
        }}
      />
    </div>
  );
}

function columnsOf(t: IacTranslate): ColumnConfig<EnvironmentRow>[] {
  return [
    {
      id: 'environment',
      defaultWidth: '1.2fr',
      label: t('readinessPage.columnEnvironment'),
      isRowHeader: true,
      cell: row => <CellText title={row.environment.name} />,
    },
    {
      id: 'verdict',
      label: t('readinessPage.columnVerdict'),
      cell: row => (
        <Cell>
          <span className={styles.cell}>
            <Glyph kind={VERDICT_GLYPHS[row.verdict]} label="" />
            {verdictWord(t, row.verdict)}
          </span>
        </Cell>
      ),
    },
    {
      id: 'reason',
      label: t('readinessPage.columnReason'),
      defaultWidth: '2.4fr',
      cell: row => (
        <Cell>
          <WorstReason readiness={row} />
        </Cell>
      ),
    },
    {
      id: 'plan',
      defaultWidth: '1.3fr',
      label: t('readinessPage.columnPlan'),
      cell: row => (
        <CellText
          title={row.lastPlan ? planWords(t, row.lastPlan) : t('proof.noPlan')}
        />
      ),
    },
    {
      id: 'apply',
      label: t('readinessPage.columnApply'),
      cell: row => (
        <CellText
          title={
            row.lastApply ? applyWords(t, row.lastApply) : t('proof.noApply')
          }
        />
      ),
    },
    {
      id: 'drift',
      defaultWidth: '1.3fr',
      label: t('readinessPage.columnDrift'),
      cell: row => <CellText title={driftWords(t, row.drift)} />,
    },
    {
      id: 'owner',
      label: t('readinessPage.columnOwner'),
      cell: row => (
        <CellText
          title={row.environment.owner ? personName(row.environment.owner) : ''}
        />
      ),
    },
  ];
}

/** One line; the whole of it when asked. */
function WorstReason(props: { readiness: EnvironmentReadiness }) {
  const [worst] = props.readiness.reasons;
  const t = useIacTranslation();
  const words = useCheckWords();
  if (!worst)
    return <span className={styles.worst}>{t('checks.readyWhy')}</span>;
  const title = words.titleOf(worst);
  return (
    <span className={styles.worst} title={words.message(worst)}>
      {title && <strong>{title}</strong>} {words.summary(worst)}
    </span>
  );
}

function toRows(environments: EnvironmentReadiness[]): EnvironmentRow[] {
  return environments.map(readiness => ({
    ...readiness,
    id: readiness.environment.name,
  }));
}

function isSortable(column: Key): column is EnvironmentSort['column'] {
  return SORTABLE_COLUMNS.some(known => known === column);
}
