import { useEffect, useRef, type RefObject } from 'react';
import { useLocation } from 'react-router-dom';

/** What is above loads within this time, in milliseconds. */
const SETTLE_MS = 3_000;
/** From then on the reader decides what is in view. */
const TAKES_OVER = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const;

/**
 * A part of a page that an address can name by its hash: it is brought into view,
 * and stays there while what is above it loads, until the reader moves.
 *
 * @param id - of the element, and in the hash
 */
export function useSection<T extends HTMLElement>(id: string): RefObject<T> {
  const ref = useRef<T>(null);
  // A click on the same link again has another key.
  const { hash, key } = useLocation();
  useEffect(() => {
    const element = ref.current;
    return element && hash === `#${id}` ? keepInView(element) : undefined;
  }, [id, hash, key]);
  return ref;
}

function keepInView(element: HTMLElement): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort();
  const show = () => element.scrollIntoView?.({ block: 'start' });
  const observer = new ResizeObserver(show);
  observer.observe(document.body);
  signal.addEventListener('abort', () => observer.disconnect());
  const timer = setTimeout(stop, SETTLE_MS);
  signal.addEventListener('abort', () => clearTimeout(timer));
  for (const event of TAKES_OVER) {
    window.addEventListener(event, stop, { signal, passive: true });
  }
  show();
  return stop;
}
