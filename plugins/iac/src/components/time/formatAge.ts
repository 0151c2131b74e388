import type { IacTranslate } from '../../hooks/useIacTranslation';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/**
 * `4 s`, `12 min`, `3 h`, `6 d`: one number, never rounded up to look older.
 *
 * @param milliseconds - negative counts as nothing: clocks differ
 */
export function formatAge(t: IacTranslate, milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const amount = (unit: number) => ({
    value: String(Math.floor(seconds / unit)),
  });
  if (seconds < MINUTE_S) return t('time.seconds', amount(1));
  if (seconds < HOUR_S) return t('time.minutes', amount(MINUTE_S));
  if (seconds < 2 * DAY_S) return t('time.hours', amount(HOUR_S));
  return t('time.days', amount(DAY_S));
}

/** How long something took: finer than an age, `320 ms`, `6.1 s`, `2 min 5 s`. */
export function formatDuration(t: IacTranslate, milliseconds: number): string {
  const duration = Math.max(0, milliseconds);
  if (duration < 1000) {
    return t('time.milliseconds', { value: String(Math.floor(duration)) });
  }
  const seconds = duration / 1000;
  if (seconds < 9.95) return t('time.seconds', { value: seconds.toFixed(1) });
  const whole = Math.round(seconds);
  if (whole < MINUTE_S) return t('time.seconds', { value: String(whole) });
  const minutes = Math.floor(whole / MINUTE_S);
  if (minutes < 60) {
    const rest = whole % MINUTE_S;
    const text = t('time.minutes', { value: String(minutes) });
    return rest === 0
      ? text
      : `${text} ${t('time.seconds', { value: String(rest) })}`;
  }
  const hours = t('time.hours', { value: String(Math.floor(minutes / 60)) });
  const rest = minutes % 60;
  return rest === 0
    ? hours
    : `${hours} ${t('time.minutes', { value: String(rest) })}`;
}

/** `2026-11-23 02:13:05 UTC` */
export function formatUtc(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? iso
    : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
