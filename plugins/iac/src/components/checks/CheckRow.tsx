import type { EnvironmentCheck } from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, STANDING_GLYPHS } from '../glyph';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import styles from './checks.module.css';
import { standingOf } from './standingOf';
import { Waiver } from './Waiver';

export interface CheckRowProps {
  environment: string;
  check: EnvironmentCheck;
  onChanged(): void;
}

/** What one check saw, how much that counts, and the one thing to do about it. */
export function CheckRow(props: CheckRowProps) {
  const { environment, check, onChanged } = props;
  const { result, freshness } = check;
  const { title, why, required, remediation } = check.check;
  const t = useIacTranslation();
  const standing = standingOf(check);
  const isFine = standing === 'pass' || standing === 'not-applicable';
  return (
    <li className={styles.check} data-standing={standing}>
      <Glyph
        kind={STANDING_GLYPHS[standing]}
        label={t(`checkStanding.${standing}`)}
      />
      <div className={styles.words}>
        <strong title={why}>{title}</strong>
        {!required && (
          <small className={styles.chip}>{t('checks.optional')}</small>
        )}
        <span>{result.summary}</span>
        {result.lastKnown && (
          <span className={styles.soft}>
            {t('checks.lastKnown', { summary: result.lastKnown.summary })}{' '}
            <RelativeTime time={result.lastKnown.observedAt} form="sentence" />
          </span>
        )}
        <Measured check={check} />
        {!isFine && (
          <>
            <span className={styles.next}>
              {remediation.href ? (
                <Link
                  standalone
                  className={theme.action}
                  href={remediation.href}
                >
                  {remediation.label}
                </Link>
              ) : (
                t('checks.next', { step: remediation.label })
              )}
            </span>
            <Waiver
              environment={environment}
              check={check}
              onChanged={onChanged}
            />
          </>
        )}
      </div>
      <small className={styles.freshness} data-freshness={freshness}>
        <RelativeTime time={result.observedAt} form="sentence" />
        {freshness !== 'fresh' && <b>{t(`checks.${freshness}`)}</b>}
      </small>
    </li>
  );
}

function Measured(props: { check: EnvironmentCheck }) {
  const { value, threshold } = props.check.result;
  const t = useIacTranslation();
  if (value === undefined) return null;
  return (
    <span className={styles.soft}>
      {threshold === undefined
        ? value
        : t('checks.measured', { value, threshold })}
    </span>
  );
}
