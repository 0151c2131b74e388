import type { QueueWait, Run } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useQueue } from '../../hooks/useQueue';
import styles from './custody.module.css';
import { RunLink } from './SuccessionNote';
import { waitWords } from './waitWords';

/** Where a run stands in the queue, and what it waits for. */
export function QueueNote(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const { value: queue } = useQueue();
  const entry = queue?.find(({ runId }) => runId === run.id);
  const wait = entry?.waitsFor ?? run.waitsFor;
  if (!entry && !wait) return null;
  return (
    <div className={styles.queue}>
      {entry && queue && (
        <strong>
          {t('queue.position', {
            position: String(entry.position),
            length: String(queue.length),
          })}
        </strong>
      )}
      {wait && (
        <p>
          {t('queue.waits', { wait: waitWords(t, wait) })}{' '}
          <HolderLink wait={wait} />
        </p>
      )}
    </div>
  );
}

/** To the run that is in the way. */
export function HolderLink(props: { wait: QueueWait }) {
  const { wait } = props;
  const t = useIacTranslation();
  if (wait.kind !== 'run' && wait.kind !== 'outcome') return null;
  return (
    <RunLink
      runId={wait.runId}
      words={t('succession.open', { number: String(wait.number) })}
    />
  );
}
