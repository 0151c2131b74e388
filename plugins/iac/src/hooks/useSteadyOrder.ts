import { useEffect, useRef, useState } from 'react';

/** For the element that shows the items. */
export interface Hold {
  onPointerEnter(): void;
  onPointerLeave(): void;
}

/**
 * Keeps a live list from moving under the pointer: while it is over the list,
 * items stay where they are, and new ones come last. What is asked for by the
 * person, such as another sort, happens at once.
 *
 * @param items - in the order that they should have
 * @param keyOf - tells items apart
 * @param asked - of the order that was asked for; another one is not held up
 */
export function useSteadyOrder<T>(
  items: T[],
  keyOf: (item: T) => string,
  asked: string,
): { items: T[]; hold: Hold } {
  const [isHeld, setIsHeld] = useState(false);
  const shown = useRef<{ asked: string; keys: string[] }>();
  const isSteady = isHeld && shown.current?.asked === asked;
  const keys = isSteady ? shown.current?.keys ?? [] : items.map(keyOf);
  const rank = new Map(keys.map((key, index) => [key, index]));
  const rankOf = (item: T) => rank.get(keyOf(item)) ?? keys.length;
  const steady = isSteady
    ? [...items].sort((a, b) => rankOf(a) - rankOf(b))
    : items;
  useEffect(() => {
    shown.current = { asked, keys: steady.map(keyOf) };
  });
  return {
    items: steady,
    hold: {
      onPointerEnter: () => setIsHeld(true),
      onPointerLeave: () => setIsHeld(false),
    },
  };
}
