import type { StateLockStatus } from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { formatMoment } from '../time';

/** Who holds the lock of a state, in one sentence. */
export function lockWords(t: IacTranslate, status: StateLockStatus): string {
  const { message = '', lock, holder } = status;
  switch (status.status) {
    case 'unlocked':
      return t('lock.unlocked');
    case 'unsupported':
      return t('lock.unsupported', { message });
    case 'unknown':
      return t('lock.unknown', { message });
    default:
  }
  const who = holder
    ? t('lock.byRun', { number: String(holder.number) })
    : t('lock.byOther', { who: lock?.who ?? t('lock.somebody') });
  const since = lock?.since
    ? t('lock.since', { time: formatMoment(lock.since) })
    : '';
  return [who, since].filter(Boolean).join(', ');
}
