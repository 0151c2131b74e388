/**
 * Waits. Ends early when nobody reads any more, and when the browser is back
 * on the network: then it is worth to ask at once.
 */
export async function pause(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wake = () => {};
  try {
    await new Promise<void>(resolve => {
      wake = resolve;
      timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake);
      window.addEventListener('online', wake);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', wake);
    window.removeEventListener('online', wake);
  }
}
