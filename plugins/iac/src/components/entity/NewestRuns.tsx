import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  isTerminal,
  type Page,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Link, Skeleton } from '@backstage/ui';
import { useCallback } from 'react';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useLive } from '../../hooks/useLive';
import { runRouteRef } from '../../routes';
import { Glyph, runGlyph } from '../glyph';
import { personName } from '../people';
import { ActionError } from '../states';
import { RelativeTime } from '../time';
import styles from './entity.module.css';

const MOST_RUNS = 5;

/** What was last done to an environment. */
export function NewestRuns(props: { environment: string }) {
  const { environment } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.listRuns({ environment, limit: MOST_RUNS }, { signal }),
    [api, environment],
  );
  const { value, error, isLoading } = useLive(load, isAnyUnderWay);
  return (
    <>
      {isLoading && <Skeleton height={160} />}
      <ActionError
        error={value ? undefined : error}
        title={t('entityTab.runsFailed')}
      />
      {value?.items.length === 0 && (
        <p className={styles.quiet}>{t('entityTab.noRuns')}</p>
      )}
      {value && value.items.length > 0 && (
        <ul
          className={styles.runs}
          aria-label={t('entityTab.runsOf', { name: environment })}
        >
          {value.items.map(run => (
            <RunItem key={run.id} run={run} />
          ))}
        </ul>
      )}
    </>
  );
}

function RunItem(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const href = useRouteRef(runRouteRef)?.({ runId: run.id });
  const state = t(`state.${run.state}`);
  const name = t('entityTab.run', {
    number: String(run.number),
    operation: t(`operation.${run.operation}`),
  });
  return (
    <li className={styles.run}>
      <Glyph kind={runGlyph(run)} label="" />
      <div>
        {href ? (
          <Link standalone href={href}>
            {name}
          </Link>
        ) : (
          name
        )}
        <small>
          {run.trigger === 'user'
            ? t('entityTab.byPerson', {
                state,
                person: personName(run.createdBy),
              })
            : t('entityTab.byItself', {
                state,
                trigger: t(`trigger.${run.trigger}`),
              })}
        </small>
      </div>
      <small>
        <RelativeTime time={run.createdAt} form="sentence" />
      </small>
    </li>
  );
}

function isAnyUnderWay(page: Page<Run>): boolean {
  return page.items.some(({ state }) => !isTerminal(state));
}
