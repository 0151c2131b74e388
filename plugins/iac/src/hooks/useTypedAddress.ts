import { useEffect, useState } from 'react';
import { useAddress } from './useAddress';

/** A pause this long ends a word; the address changes once per word. */
const PAUSE_MS = 300;

/** A text that a person types, and that the address keeps once they pause. */
export function useTypedAddress(
  name: string,
): [text: string, type: (text: string) => void] {
  const { params, change } = useAddress();
  const stored = params.get(name) ?? '';
  const [text, setText] = useState(stored);
  const [seen, setSeen] = useState(stored);
  const [written, setWritten] = useState(stored);
  if (stored !== seen) {
    setSeen(stored);
    // The back button, or a link; our own change must not undo what was typed since.
    if (stored !== written) {
      setWritten(stored);
      setText(stored);
    }
  }
  useEffect(() => {
    if (text === seen) return undefined;
    const timer = setTimeout(() => {
      setWritten(text);
      change({ [name]: text }, { replace: true });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [change, name, seen, text]);
  return [text, setText];
}
