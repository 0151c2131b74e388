import { useEffect, useState } from 'react';

/**
 * The time, kept moving.
 *
 * @param intervalMs - how often; `undefined` stands still
 * @returns milliseconds since 1970
 */
export function useNow(intervalMs: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (intervalMs === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
