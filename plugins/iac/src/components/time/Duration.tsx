import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useNow } from '../../hooks/useNow';
import { formatDuration, formatUtc } from './formatAge';

/** How long something took, or has been taking; times are ISO 8601. */
export function Duration(props: { startedAt: string; finishedAt?: string }) {
  const { startedAt, finishedAt } = props;
  const t = useIacTranslation();
  const now = useNow(finishedAt ? undefined : 1_000);
  const end = finishedAt ? new Date(finishedAt).getTime() : now;
  return (
    <time
      title={[startedAt, finishedAt]
        .filter(time => time !== undefined)
        .map(formatUtc)
        .join(' – ')}
    >
      {formatDuration(t, end - new Date(startedAt).getTime())}
    </time>
  );
}
