import type {
  HygieneCheck,
  HygieneReport,
  HygieneStatus,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, type GlyphKind } from '../glyph';
import { shortCommit } from '../commit';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import styles from './hygiene.module.css';

const GLYPHS: Readonly<Record<HygieneStatus, GlyphKind>> = {
  fail: 'fail',
  error: 'error',
  warn: 'warn',
  pass: 'ready',
  'not-applicable': 'skipped',
};

/** Worst first. */
const ORDER = Object.keys(GLYPHS);

/** Whether secrets are where they do not belong: what was seen, where, and what to do. */
export function HygieneFindings(props: { report: HygieneReport | undefined }) {
  const { report } = props;
  const t = useIacTranslation();
  if (!report) {
    return <p className={styles.none}>{t('hygiene.unknown')}</p>;
  }
  const checks = [...report.checks].sort(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status),
  );
  return (
    <div className={styles.report}>
      <p className={styles.intro}>
        {t('hygiene.looked')}{' '}
        <code className={theme.code} title={report.commit}>
          {shortCommit(report.commit)}
        </code>{' '}
        <RelativeTime time={report.at} form="sentence" />
      </p>
      <ul className={styles.checks}>
        {checks.map(check => (
          <Finding key={check.id} check={check} />
        ))}
      </ul>
    </div>
  );
}

function Finding(props: { check: HygieneCheck }) {
  const { id, status, summary, evidence, more = 0, nextStep } = props.check;
  const t = useIacTranslation();
  const isFine = status === 'pass' || status === 'not-applicable';
  return (
    <li className={styles.check}>
      <Glyph kind={GLYPHS[status]} size={16} label="" />
      <div>
        <strong>{t(`hygieneCheck.${id}`)}</strong>{' '}
        <small>{t(`hygiene.${status}`)}</small>
        <p>{summary}</p>
        {evidence.length > 0 && (
          <ul className={styles.evidence}>
            {evidence.map(({ file, line, message }) => (
              <li key={`${file} ${line} ${message}`}>
                <code className={theme.code}>
                  {line === undefined ? file : `${file}:${line}`}
                </code>{' '}
                {message}
              </li>
            ))}
            {more > 0 && <li>{t('hygiene.more', { count: more })}</li>}
          </ul>
        )}
        {!isFine && nextStep && (
          <p className={styles.next}>
            {t('runPage.nextStep', { step: nextStep })}
          </p>
        )}
      </div>
    </li>
  );
}
