import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  nextStepOf,
  type EnvironmentCheck,
  type EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useState } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { Glyph, STANDING_GLYPHS } from '../glyph';
import { NextAction } from '../next';
import type { StartableOperation } from '../start';
import { RelativeTime } from '../time';
import { useCheckWords } from '../words';
import { CheckDrawer } from './CheckDrawer';
import { CheckValue } from './CheckValue';
import styles from './checks.module.css';
import { standingOf } from './standingOf';
import { Waiver } from './Waiver';

export interface CheckRowProps {
  readiness: EnvironmentReadiness;
  check: EnvironmentCheck;
  onChanged(): void;
  onStart(operation: StartableOperation): void;
}

/** What one check saw, how much that counts, and the one thing to do about it. */
export function CheckRow(props: CheckRowProps) {
  const { readiness, check, onChanged, onStart } = props;
  const { result, freshness } = check;
  const { id: checkId, title, required } = check.check;
  const t = useIacTranslation();
  const words = useCheckWords();
  const [isOpen, setIsOpen] = useState(false);
  const standing = standingOf(check);
  const next = result.next ?? nextStepOf(check.check, standing);
  const runLink = useRouteRef(runRouteRef);
  const evidence = result.runId && runLink?.({ runId: result.runId });
  const isFine = standing === 'pass' || standing === 'not-applicable';
  return (
    <li className={styles.check} data-standing={standing}>
      <Glyph
        kind={STANDING_GLYPHS[standing]}
        label={t(`checkStanding.${standing}`)}
      />
      <div className={styles.words}>
        <button
          type="button"
          className={styles.name}
          aria-expanded={isOpen}
          title={t('checks.more')}
          onClick={() => setIsOpen(!isOpen)}
        >
          {words.title({ checkId, title })}
        </button>
        {!required && (
          <small className={styles.chip}>{t('checks.optional')}</small>
        )}
        <span>{words.summary(result)}</span>
        {result.lastKnown && (
          <span className={styles.soft}>
            {t('checks.lastKnown', {
              summary: words.summary(result.lastKnown),
            })}{' '}
            <RelativeTime time={result.lastKnown.observedAt} form="sentence" />
          </span>
        )}
        <Measured check={check} />
        {!isFine && (
          <>
            <span className={styles.next}>
              {next.step || next.href ? (
                <NextAction
                  readiness={readiness}
                  next={next}
                  runId={result.runId}
                  onStart={onStart}
                />
              ) : (
                t('checks.next', { step: words.next(next) })
              )}
            </span>
            {check.waiver && (
              <Waiver
                environment={readiness.environment.name}
                check={check}
                onChanged={onChanged}
              />
            )}
          </>
        )}
        {isOpen && (
          <CheckDrawer
            environment={readiness.environment.name}
            check={check}
            isWaivable={!isFine}
            onChanged={onChanged}
          />
        )}
      </div>
      <small className={styles.freshness} data-freshness={freshness}>
        {evidence ? (
          <Link standalone href={evidence} title={t('checks.evidence')}>
            <RelativeTime time={result.observedAt} form="sentence" />
          </Link>
        ) : (
          <RelativeTime time={result.observedAt} form="sentence" />
        )}
        {freshness !== 'fresh' && <b>{t(`checks.${freshness}`)}</b>}
      </small>
    </li>
  );
}

function Measured(props: { check: EnvironmentCheck }) {
  const { result } = props.check;
  const t = useIacTranslation();
  const words = useCheckWords();
  const value = words.value(result);
  const threshold = words.threshold(result);
  if (value === undefined) return null;
  return (
    <span className={styles.soft}>
      <CheckValue value={value} />
      {threshold !== undefined && ` ${t('checks.within', { threshold })}`}
    </span>
  );
}
