import type { Run } from '@backstage-iac/plugin-iac-common';
import type { ReactNode } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Digest } from '../copy';
import { personName } from '../people';
import { shortCommit } from '../commit';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { RelativeTime } from '../time';
import styles from './run.module.css';

const PRODUCTS = { terraform: 'Terraform', opentofu: 'OpenTofu' } as const;

/** Everything that must not move between the plan and its apply. */
export function RunFacts(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const facts: [string, ReactNode][] = [];
  if (run.digests) {
    facts.push([t('facts.digest'), <Digest value={run.digests.planFile} />]);
    facts.push([
      t('facts.variables'),
      <Digest value={run.digests.variableSet} />,
    ]);
  }
  if (run.ticket) facts.push([t('facts.ticket'), run.ticket]);
  if (run.statePosition) {
    facts.push([
      t('facts.state'),
      run.statePosition.serial === undefined
        ? t('facts.noState')
        : t('facts.serial', { serial: String(run.statePosition.serial) }),
    ]);
  }
  if (run.tool) {
    facts.push([
      t('facts.tool'),
      `${PRODUCTS[run.tool.product]} ${run.tool.version}`,
    ]);
  }
  if (run.commit) {
    facts.push([
      t('facts.commit'),
      <>
        <code className={theme.code} title={run.commit.commit}>
          {shortCommit(run.commit.commit)}
        </code>{' '}
        {run.commit.message?.split('\n')[0]}
        {run.commit.dirty && ` (${t('common.dirty')})`}
      </>,
    ]);
  }
  facts.push([
    t('facts.trigger'),
    `${personName(run.createdBy)}, ${t(`trigger.${run.trigger}`)}`,
  ]);
  facts.push([
    t('facts.created'),
    <RelativeTime time={run.createdAt} form="sentence" />,
  ]);
  if (run.approvedBy) {
    facts.push([
      t('facts.approval'),
      <>
        {personName(run.approvedBy)}{' '}
        {run.approvedAt && (
          <RelativeTime time={run.approvedAt} form="sentence" />
        )}
      </>,
    ]);
  }
  if (run.attempt > 1) {
    facts.push([t('facts.attempt'), String(run.attempt)]);
  }
  if (run.finishedAt) {
    facts.push([
      t('facts.finished'),
      <RelativeTime time={run.finishedAt} form="sentence" />,
    ]);
  }
  return (
    <section
      className={classes(theme.card, styles.panel, styles.facts)}
      aria-label={t('facts.title')}
    >
      <h2 className={theme.heading}>{t('facts.title')}</h2>
      <dl className={theme.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
