import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useNow } from '../../hooks/useNow';
import { formatDuration, formatUtc } from './formatAge';

const SECOND_MS = 1_000;

/** How long until then, each second anew: `1 min 32 s`. */
export function Countdown(props: { until: string }) {
  const { until } = props;
  const t = useIacTranslation();
  const now = useNow(SECOND_MS);
  const left = Math.max(0, new Date(until).getTime() - now);
  const seconds = Math.ceil(left / SECOND_MS);
  return (
    <time dateTime={until} title={formatUtc(until)}>
      {formatDuration(t, seconds * SECOND_MS)}
    </time>
  );
}
