const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Lets further signals to stop change nothing while a stop is under way.
 * Backstage's backend forgets itself at the first one, and would end the process
 * at the second, in the middle of an apply. SIGKILL remains.
 *
 * @returns the way back
 */
export function holdSignals(onSignal: () => void): () => void {
  const restore = SIGNALS.map(signal => {
    const listeners = process.listeners(signal);
    process.removeAllListeners(signal);
    process.on(signal, onSignal);
    return () => {
      process.off(signal, onSignal);
      for (const listener of listeners) process.on(signal, listener);
    };
  });
  return () => {
    for (const one of restore) one();
  };
}
