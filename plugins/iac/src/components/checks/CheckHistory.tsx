import { useApi } from '@backstage/frontend-plugin-api';
import type { CheckPeriod } from '@backstage-iac/plugin-iac-common';
import { Skeleton } from '@backstage/ui';
import useAsync from 'react-use/esm/useAsync';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, STANDING_GLYPHS } from '../glyph';
import { ActionError } from '../states';
import { RelativeTime } from '../time';
import { useCheckWords } from '../words';
import styles from './checks.module.css';

/** Older ones are in the API. */
const MOST = 20;

/** What a check said before. Asked for when somebody wants to know. */
export function CheckHistory(props: {
  environment: string;
  checkId: string;
  /** When the newest result was seen: another one is another history. */
  observedAt: string;
}) {
  const { environment, checkId, observedAt } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const { value, error, loading } = useAsync(
    () => api.getCheck(environment, checkId),
    [api, environment, checkId, observedAt],
  );
  return (
    <div className={styles.history}>
      <h4>{t('checks.history')}</h4>
      {!value && loading && <Skeleton height={18} />}
      {!value && <ActionError error={error} title={t('checks.noHistory')} />}
      {value && (
        <ol aria-label={t('checks.history')}>
          {value.periods.slice(0, MOST).map(period => (
            <Period key={period.from} period={period} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Period(props: { period: CheckPeriod }) {
  const { status, from, observations } = props.period;
  const t = useIacTranslation();
  const words = useCheckWords();
  return (
    <li>
      <Glyph
        kind={STANDING_GLYPHS[status]}
        size={13}
        label={t(`checkStanding.${status}`)}
      />
      <span>{words.summary(props.period)}</span>
      <small>
        <RelativeTime time={from} form="sentence" />
        {observations > 1 && ` · ${t('checks.seen', { count: observations })}`}
      </small>
    </li>
  );
}
