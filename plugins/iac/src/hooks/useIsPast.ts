import { useEffect, useState } from 'react';

/** Browsers wait no longer than this at once, milliseconds. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Whether a time has come; becomes true by itself when it does. */
export function useIsPast(iso: string | undefined): boolean {
  const at = iso === undefined ? Number.POSITIVE_INFINITY : Date.parse(iso);
  const [, setTick] = useState(0);
  useEffect(() => {
    const wait = at - Date.now();
    if (!(wait > 0 && wait < LONGEST_WAIT_MS)) return undefined;
    const timer = setTimeout(() => setTick(tick => tick + 1), wait);
    return () => clearTimeout(timer);
  }, [at]);
  return at <= Date.now();
}
