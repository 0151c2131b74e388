import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useNow } from '../../hooks/useNow';
import { formatAge, formatUtc } from './formatAge';

const MINUTE_MS = 60_000;

export interface RelativeTimeProps {
  /** ISO 8601. */
  time: string;
  /** `2 h` alone, or `2 h ago`, `in 2 h`. @defaultValue 'plain' */
  form?: 'plain' | 'sentence';
}

/** How long ago, or how soon, with the absolute time in UTC as its title. */
export function RelativeTime(props: RelativeTimeProps) {
  const { time, form = 'plain' } = props;
  const t = useIacTranslation();
  const at = new Date(time).getTime();
  const isRecent = Math.abs(Date.now() - at) < MINUTE_MS;
  const now = useNow(isRecent ? 1_000 : 30_000);
  const age = formatAge(t, Math.abs(now - at));
  const sentence = at > now ? t('time.in', { age }) : t('time.ago', { age });
  return (
    <time dateTime={time} title={formatUtc(time)}>
      {form === 'plain' ? age : sentence}
    </time>
  );
}
