import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Parameters by name; without a value they leave the address. */
export type AddressChange = Record<string, string | undefined>;

/**
 * What a person looks at, kept in the query of the page's address: a link shows
 * the same to somebody else, and the back button leads to what was seen before.
 */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: AddressChange, options?: { replace?: boolean }) =>
      setParams(previous => changed(previous, changes), options),
    [setParams],
  );
  return {
    params,
    change,
    /** The query of a link that changes so much. */
    query: (changes: AddressChange) => `?${changed(params, changes)}`,
  };
}

function changed(
  params: URLSearchParams,
  changes: AddressChange,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}
