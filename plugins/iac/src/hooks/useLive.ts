import { isError } from '@backstage/errors';
import { useSignal } from '@backstage/plugin-signals-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isRefusal } from '../api/pollLog';

const ACTIVE_INTERVAL_MS = 2_000;
const IDLE_INTERVAL_MS = 30_000;
/** After a failure; doubled with each further one, up to the idle interval. */
const RETRY_INTERVAL_MS = 2_000;
/** Signals come in bursts, one per change of state. */
const SIGNAL_SETTLE_MS = 150;

export interface Live<T> {
  /** The newest answer; stays when a later request fails. */
  value?: T;
  /** Why the newest request failed. */
  error?: Error;
  /** Nothing is known yet, neither an answer nor an error. */
  isLoading: boolean;
  /** When `value` was received, milliseconds since 1970. */
  updatedAt?: number;
  refresh(): void;
}

interface Loaded<T> {
  load: unknown;
  value?: T;
  error?: Error;
  updatedAt?: number;
  /** Requests that failed since the last answer. */
  failures: number;
}

/**
 * Keeps an answer fresh: on each signal of the backend, and by asking again
 * while the tab is visible, since a signal may never come. After a failure it
 * asks sooner, and at once when the browser loses or finds the network.
 * Requests never overlap, so a slow portal is not asked more often than it
 * answers.
 *
 * @param load - must be stable; another function begins anew
 * @param isActive - whether the answer is about something under way
 */
export function useLive<T>(
  load: (signal: AbortSignal) => Promise<T>,
  isActive: (value: T) => boolean,
): Live<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ load, failures: 0 });
  const current: Loaded<T> =
    loaded.load === load ? loaded : { load, failures: 0 };
  const refreshRef = useRef<() => void>(() => undefined);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let isBusy = false;
    let isWanted = false;
    const refresh = async () => {
      isWanted = true;
      if (isBusy) return;
      isBusy = true;
      while (isWanted && !signal.aborted) {
        isWanted = false;
        try {
          const value = await load(signal);
          if (!signal.aborted) {
            setLoaded({ load, value, updatedAt: Date.now(), failures: 0 });
          }
        } catch (error) {
          if (!signal.aborted) {
            setLoaded(previous => {
              const known =
                previous.load === load ? previous : { load, failures: 0 };
              return {
                ...known,
                error: isError(error) ? error : new Error(String(error)),
                failures: known.failures + 1,
              };
            });
          }
        }
      }
      isBusy = false;
    };
    refreshRef.current = () => void refresh();
    void refresh();
    return () => controller.abort();
  }, [load]);

  const intervalMs = intervalOf(current, isActive);
  useEffect(() => {
    const refreshVisible = () => {
      if (document.visibilityState === 'visible') refreshRef.current();
    };
    const interval = setInterval(refreshVisible, intervalMs);
    document.addEventListener('visibilitychange', refreshVisible);
    return () => {
      clearInterval(interval);
      document.removeEventListener('visibilitychange', refreshVisible);
    };
  }, [intervalMs]);

  useEffect(() => {
    const refreshNow = () => refreshRef.current();
    // A page that cannot be kept fresh says so at once, too.
    window.addEventListener('online', refreshNow);
    window.addEventListener('offline', refreshNow);
    return () => {
      window.removeEventListener('online', refreshNow);
      window.removeEventListener('offline', refreshNow);
    };
  }, []);

  const { lastSignal } = useSignal('iac');
  useEffect(() => {
    if (!lastSignal) return undefined;
    const timer = setTimeout(() => refreshRef.current(), SIGNAL_SETTLE_MS);
    return () => clearTimeout(timer);
  }, [lastSignal]);

  const refresh = useCallback(() => refreshRef.current(), []);
  return {
    value: current.value,
    error: current.error,
    updatedAt: current.updatedAt,
    isLoading: current.value === undefined && current.error === undefined,
    refresh,
  };
}

function intervalOf<T>(
  { value, error, failures }: Loaded<T>,
  isActive: (value: T) => boolean,
): number {
  const isHopeful = failures > 0 && error && !isRefusal(error);
  if (isHopeful) {
    return Math.min(RETRY_INTERVAL_MS * 2 ** (failures - 1), IDLE_INTERVAL_MS);
  }
  return value !== undefined && isActive(value)
    ? ACTIVE_INTERVAL_MS
    : IDLE_INTERVAL_MS;
}
