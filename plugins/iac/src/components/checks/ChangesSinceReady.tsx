import { useApi } from '@backstage/frontend-plugin-api';
import type {
  CheckChange,
  ReadinessChanges,
} from '@backstage-iac/plugin-iac-common';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, STANDING_GLYPHS } from '../glyph';
import { ActionError } from '../states';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import { useCheckWords } from '../words';
import styles from './checks.module.css';

/** Looked up when somebody asks: it reads the past. */
export function ChangesSinceReady(props: { environment: string }) {
  const { environment } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [changes, setChanges] = useState<ReadinessChanges | undefined>();
  const look = useAction(() => api.getReadinessChanges(environment));
  return (
    <div className={styles.changes}>
      <button
        type="button"
        className={theme.action}
        aria-expanded={changes !== undefined}
        disabled={look.isPending}
        onClick={() => (changes ? setChanges(undefined) : look.run(setChanges))}
      >
        {t('changes.title')}
      </button>
      <ActionError error={look.error} title={t('changes.failed')} />
      {changes && <Changes changes={changes} />}
    </div>
  );
}

function Changes(props: { changes: ReadinessChanges }) {
  const { lastReady, changes } = props.changes;
  const t = useIacTranslation();
  const words = useCheckWords();
  return (
    <>
      <p>
        {lastReady ? (
          <>
            {t('changes.last')}{' '}
            <RelativeTime time={lastReady.until} form="sentence" />
          </>
        ) : (
          t('changes.never')
        )}
      </p>
      {changes.length === 0 && <p>{t('changes.none')}</p>}
      <ul aria-label={t('changes.title')}>
        {changes.map(change => (
          <li key={change.checkId}>
            <strong>{words.title(change)}</strong>
            {lastReady && <Moment moment={change.before} absent="new" />}
            {lastReady && ' → '}
            <Moment moment={change.now} absent="gone" />
          </li>
        ))}
      </ul>
    </>
  );
}

function Moment(props: { moment: CheckChange['now']; absent: 'new' | 'gone' }) {
  const { moment, absent } = props;
  const t = useIacTranslation();
  const words = useCheckWords();
  if (!moment) return <em>{t(`checkStanding.${absent}`)}</em>;
  return (
    <span className={styles.moment}>
      <Glyph
        kind={STANDING_GLYPHS[moment.standing]}
        size={13}
        label={t(`checkStanding.${moment.standing}`)}
      />
      {words.summary(moment)}
    </span>
  );
}
