import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useOwnRef } from '../../hooks/useOwnRef';
import { useQueue } from '../../hooks/useQueue';
import { useYourDecisions } from '../../hooks/useYourDecisions';
import { Tile } from './Tile';
import styles from './waiting.module.css';
import { WAITING_KINDS, whatWaits, type WaitingKind } from './whatWaits';

/** Told also when there are none: that nothing drifted is an answer. */
const ALWAYS: readonly WaitingKind[] = [
  'approvals',
  'failed',
  'drifted',
  'running',
];

/** What waits for someone in all environments, and what of it for you. */
export function WaitingStrip(props: { environments: EnvironmentReadiness[] }) {
  const { environments } = props;
  const t = useIacTranslation();
  const ref = useOwnRef();
  const decisions = useYourDecisions(
    environments.flatMap(({ awaitingApproval }) =>
      awaitingApproval.map(({ id }) => id),
    ),
  );
  const waiting = whatWaits(environments, { ref, decisions });
  const kinds = WAITING_KINDS.filter(
    kind => waiting[kind].length > 0 || ALWAYS.includes(kind),
  );
  return (
    <ul className={styles.strip} aria-label={t('waiting.label')}>
      {kinds.map(kind => (
        <li key={kind}>
          <Tile
            kind={kind}
            waiting={waiting[kind]}
            detail={kind === 'running' ? <QueueLength /> : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

/** Not known is not none. */
function QueueLength() {
  const t = useIacTranslation();
  const { value, error } = useQueue();
  if (value && value.length > 0) {
    return <>{t('waiting.queued', { count: value.length })}</>;
  }
  return !value && error ? <>{t('waiting.queueUnknown')}</> : null;
}
