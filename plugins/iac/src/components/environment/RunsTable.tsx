import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@backstage-iac/plugin-iac-common';
import {
  Cell,
  CellText,
  Table,
  Text,
  useTable,
  type ColumnConfig,
} from '@backstage/ui';
import { useEffect, useMemo, useRef } from 'react';
import { iacApiRef } from '../../api';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { Glyph, runGlyph } from '../glyph';
import { changeCount } from '../readiness/changeCount';
import { shortCommit } from '../commit';
import { personName } from '../people';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import styles from './environment.module.css';

const PAGE_SIZE = 10;

/**
 * The runs of an environment, newest first.
 *
 * @param props.version - read again when this changes
 */
export function RunsTable(props: { environment: string; version: string }) {
  const { environment, version } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const runLink = useRouteRef(runRouteRef);
  const columns = useMemo(() => columnsOf(t), [t]);
  const { tableProps, reload } = useTable<Run>({
    mode: 'offset',
    getData: async ({ offset, pageSize, signal }) => {
      const page = await api.listRuns(
        { environment, offset, limit: pageSize },
        { signal },
      );
      return { data: page.items, totalCount: page.totalItems };
    },
    paginationOptions: { pageSize: PAGE_SIZE, pageSizeOptions: [10, 25, 50] },
  });
  const shownVersionRef = useRef(version);
  useEffect(() => {
    if (shownVersionRef.current === version) return;
    shownVersionRef.current = version;
    reload();
  }, [version, reload]);
  return (
    <section className={theme.card} aria-label={t('environmentPage.runs')}>
      <h2 className={styles.tableHeading}>{t('environmentPage.runs')}</h2>
      <Table
        columnConfig={columns}
        rowConfig={{ getHref: run => runLink?.({ runId: run.id }) }}
        emptyState={<Text>{t('environmentPage.runsEmpty')}</Text>}
        {...tableProps}
      />
    </section>
  );
}

function columnsOf(t: IacTranslate): ColumnConfig<Run>[] {
  return [
    {
      id: 'run',
      label: t('environmentPage.columnRun'),
      isRowHeader: true,
      width: 80,
      cell: run => (
        <CellText
          title={t('common.runNumber', { number: String(run.number) })}
        />
      ),
    },
    {
      id: 'operation',
      label: t('environmentPage.columnOperation'),
      cell: run => <CellText title={t(`operation.${run.operation}`)} />,
    },
    {
      id: 'result',
      label: t('environmentPage.columnResult'),
      cell: run => (
        <Cell>
          <span className={styles.cell}>
            <Glyph kind={runGlyph(run)} size={14} label="" />
            {t(`state.${run.state}`)}
          </span>
        </Cell>
      ),
    },
    {
      id: 'changes',
      label: t('environmentPage.columnChanges'),
      cell: run => <CellText title={changesOf(t, run)} />,
    },
    {
      id: 'commit',
      label: t('environmentPage.columnCommit'),
      cell: run => (
        <CellText title={run.commit ? shortCommit(run.commit.commit) : ''} />
      ),
    },
    {
      id: 'by',
      label: t('environmentPage.columnBy'),
      cell: run => <CellText title={personName(run.createdBy)} />,
    },
    {
      id: 'when',
      label: t('environmentPage.columnWhen'),
      cell: run => (
        <Cell>
          <span className={styles.cell}>
            <RelativeTime time={run.createdAt} form="sentence" />
          </span>
        </Cell>
      ),
    },
  ];
}

function changesOf(t: IacTranslate, run: Run): string {
  if (run.operation === 'drift-check' && run.drift) {
    return run.drift.status === 'clean'
      ? t('drift.clean')
      : t('drift.drifted', { count: run.drift.outsideChanges });
  }
  if (!run.counts) return '';
  const changes = changeCount(run.counts);
  return changes === 0
    ? t('proof.noChanges')
    : t('proof.changes', { count: changes });
}
