import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  isTerminal,
  type EnvironmentReadiness,
  type RunSummary,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { driftWords } from '../entity/driftWords';
import { driftGlyph, Glyph, runGlyph, type GlyphKind } from '../glyph';
import { RelativeTime } from '../time';
import { changeCount } from './changeCount';
import styles from './readiness.module.css';

/** What was seen, by which run, and how long ago. */
export function Proof(props: { readiness: EnvironmentReadiness }) {
  const { lastPlan, lastApply, drift } = props.readiness;
  const t = useIacTranslation();
  return (
    <ul className={styles.proof}>
      <ProofRow
        name={t('column.lastPlan')}
        kind={lastPlan ? runGlyph(lastPlan) : 'unknown'}
        words={lastPlan ? planWords(t, lastPlan) : t('proof.noPlan')}
        run={lastPlan}
        time={lastPlan && (lastPlan.finishedAt ?? lastPlan.createdAt)}
      />
      <ProofRow
        name={t('column.lastApply')}
        kind={lastApply ? runGlyph(lastApply) : 'unknown'}
        words={lastApply ? applyWords(t, lastApply) : t('proof.noApply')}
        run={lastApply}
        time={lastApply && (lastApply.finishedAt ?? lastApply.createdAt)}
      />
      <ProofRow
        name={t('column.drift')}
        kind={driftGlyph(drift)}
        words={driftWords(t, drift)}
        run={drift.runId ? { id: drift.runId } : undefined}
        time={drift.checkedAt}
      />
    </ul>
  );
}

function ProofRow(props: {
  name: string;
  kind: GlyphKind;
  words: string;
  run?: Pick<RunSummary, 'id'>;
  time?: string;
}) {
  const { name, kind, words, run, time } = props;
  const t = useIacTranslation();
  const runLink = useRouteRef(runRouteRef);
  const href = run && runLink?.({ runId: run.id });
  let text: ReactNode = words;
  if (href) {
    text = (
      <Link standalone className={styles.proofLink} href={href}>
        {words}
      </Link>
    );
  }
  return (
    <li className={styles.proofRow}>
      <span className={styles.proofName}>{name}</span>
      <span className={styles.proofWords}>
        <Glyph kind={kind} size={14} label="" />
        {text}
      </span>
      <span className={styles.age}>
        {time ? <RelativeTime time={time} /> : t('common.never')}
      </span>
    </li>
  );
}

export function planWords(t: IacTranslate, run: RunSummary): string {
  const number = t('common.runNumber', { number: String(run.number) });
  if (run.state === 'errored' && !run.counts) {
    return `${number} ${t('proof.failed')}`;
  }
  if (!isTerminal(run.state)) return `${number} ${t(`state.${run.state}`)}`;
  const changes = run.counts && changeCount(run.counts);
  return changes
    ? `${number} ${t('proof.changes', { count: changes })}`
    : `${number} ${t('proof.noChanges')}`;
}

export function applyWords(t: IacTranslate, run: RunSummary): string {
  const number = t('common.runNumber', { number: String(run.number) });
  return run.state === 'applied'
    ? `${number} ${t('proof.applied')}`
    : `${number} ${t(`state.${run.state}`)}`;
}
