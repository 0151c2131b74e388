import {
  iacEnvironmentReadPermission,
  type RotationStatus,
  type SecretRotation,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useSecrets } from '../../hooks/useSecrets';
import { Glyph, type GlyphKind } from '../glyph';
import { ErrorState, LoadingCards, StaleNotice } from '../states';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import tableStyles from '../table/table.module.css';
import styles from './secrets.module.css';

/** What is not known is never taken for good. */
const GLYPHS: Readonly<Record<RotationStatus, GlyphKind>> = {
  ok: 'ready',
  due: 'warn',
  overdue: 'fail',
  unknown: 'unknown',
};

/** Worst first. */
const ORDER: readonly RotationStatus[] = ['overdue', 'unknown', 'due', 'ok'];

/** How old the secrets of an environment are, and when each is to be rotated. */
export function SecretsPanel(props: { environment: string }) {
  const { environment } = props;
  const t = useIacTranslation();
  const live = useSecrets(environment);
  const { value, error, refresh } = live;
  return (
    <section className={theme.card} aria-label={t('secrets.title')}>
      <h2 className={styles.heading}>{t('secrets.title')}</h2>
      {live.isLoading && <LoadingCards count={1} height={80} />}
      {error && !value && (
        <ErrorState
          error={error}
          permission={iacEnvironmentReadPermission.name}
          onRetry={refresh}
        />
      )}
      <StaleNotice live={live} isPart />
      {value &&
        (value.items.length === 0 ? (
          <p className={styles.none}>{t('secrets.none')}</p>
        ) : (
          <SecretsTable secrets={value.items} />
        ))}
    </section>
  );
}

function SecretsTable(props: { secrets: SecretRotation[] }) {
  const t = useIacTranslation();
  const secrets = [...props.secrets].sort(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status),
  );
  const { window, docs } = secrets[0];
  return (
    <div className={styles.secrets}>
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">{t('secrets.variable')}</th>
            <th scope="col">{t('secrets.status')}</th>
            <th scope="col">{t('secrets.rotated')}</th>
            <th scope="col">{t('secrets.next')}</th>
          </tr>
        </thead>
        <tbody>
          {secrets.map(secret => (
            <SecretRow key={secret.variable} secret={secret} />
          ))}
        </tbody>
      </table>
      {(window || docs) && (
        <p className={styles.policy}>
          {window && <span>{t('secrets.window', { window })}</span>}
          {docs && (
            <Link standalone href={docs} target="_blank">
              {t('secrets.docs')}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}

function SecretRow(props: { secret: SecretRotation }) {
  const { secret } = props;
  const { rotatedAt, rotatedFrom, version } = secret;
  const t = useIacTranslation();
  return (
    <tr>
      <th scope="row">
        <code>{secret.variable}</code>
        <div className={styles.soft}>
          {version === undefined
            ? secret.reference
            : t('secrets.reference', { reference: secret.reference, version })}
        </div>
      </th>
      <td>
        <span className={styles.status}>
          <Glyph kind={GLYPHS[secret.status]} size={14} label="" />
          {t(`secrets.status_${secret.status}`)}
        </span>
        {secret.problem && <div className={styles.soft}>{secret.problem}</div>}
      </td>
      <td>
        {rotatedAt ? (
          <RelativeTime time={rotatedAt} form="sentence" />
        ) : (
          t('secrets.unknownAge')
        )}
        {rotatedFrom && (
          <div className={styles.soft}>
            {t(`secrets.from_${rotatedFrom.confidence}`, {
              field: rotatedFrom.field,
            })}
          </div>
        )}
      </td>
      <td>
        {secret.nextRotationAt && (
          <RelativeTime time={secret.nextRotationAt} form="sentence" />
        )}
        <div className={styles.soft}>
          {t('secrets.limit', { days: String(secret.limitDays) })}
        </div>
      </td>
    </tr>
  );
}
