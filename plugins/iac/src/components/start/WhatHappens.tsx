import {
  isChangingOperation,
  type Environment,
} from '@backstage-iac/plugin-iac-common';
import type { ReactNode } from 'react';
import { useEnvironment } from '../../hooks/useEnvironments';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { approvalRule } from '../protection';
import { shortCommit } from '../commit';
import { theme } from '../theme';
import { formatMoment, formatUtc, RelativeTime } from '../time';
import type { StartableOperation } from './StartRunDialog';
import { underWayWords } from './underWayWords';
import styles from './start.module.css';

const EXPLANATIONS = {
  'plan-only': 'start.planOnly',
  'plan-and-apply': 'start.planAndApply',
  'refresh-only': 'start.refreshOnly',
  'drift-check': 'start.driftCheck',
} as const;

/** What a run would do, at which commit, who decides, and what else goes on here. */
export function WhatHappens(props: {
  environment: Environment;
  operation: StartableOperation;
  /** As it is typed; empty for the environment's own. */
  typedRef: string;
}) {
  const { environment, operation, typedRef } = props;
  const { freeze, apply } = environment.protection;
  const t = useIacTranslation();
  // The page that opened the dialog may have been read a while ago.
  const { value: readiness } = useEnvironment(environment.name);
  const isChange = isChangingOperation(operation);
  const lastCommit = readiness?.lastPlan?.commit;
  const own = environment.ref ?? t('start.refDefault');
  const { source } = environment;
  const underWay = (readiness?.activeRuns ?? []).map(run =>
    underWayWords(t, run, isChange),
  );
  const isAutomatic = isChange && apply === 'auto';
  return (
    <dl className={styles.facts}>
      <Fact name={t('begin.what')}>
        {t(isAutomatic ? 'begin.auto' : EXPLANATIONS[operation])}
      </Fact>
      <Fact name={t('begin.which')}>
        {typedRef
          ? t('begin.commitOf', { ref: typedRef, source })
          : t('start.commit', { ref: own, source })}
        {lastCommit && readiness?.lastPlan && (
          <small>
            {t('begin.lastPlan')}{' '}
            <code className={theme.code} title={lastCommit.commit}>
              {shortCommit(lastCommit.commit)}
            </code>{' '}
            {lastCommit.message?.split('\n')[0]}{' '}
            <RelativeTime time={readiness.lastPlan.createdAt} form="sentence" />
          </small>
        )}
      </Fact>
      {isChange && (
        <Fact name={t('begin.who')}>
          {approvalRule(t, environment.protection)}
          {freeze && (
            <strong title={formatUtc(freeze.until)}>
              {t('start.frozen', {
                title: freeze.title,
                until: formatMoment(freeze.until),
              })}
            </strong>
          )}
        </Fact>
      )}
      {(underWay.length > 0 || isChange) && (
        <Fact name={t('begin.now')}>
          {underWay.length === 0 && t('start.oneAtATime')}
          {underWay.map(words => (
            <span key={words}>{words}</span>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
