import { isError } from '@backstage/errors';
import { useState } from 'react';

/** Something that a person does: under way, done, or refused with a reason. */
export function useAction<T>(act: () => Promise<T>) {
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<Error | undefined>();
  const run = async (onDone?: (value: T) => void) => {
    setIsPending(true);
    setError(undefined);
    try {
      const value = await act();
      onDone?.(value);
    } catch (caught) {
      setError(isError(caught) ? caught : new Error(String(caught)));
    } finally {
      setIsPending(false);
    }
  };
  return { run, isPending, error, clear: () => setError(undefined) };
}
