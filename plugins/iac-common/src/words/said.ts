/**
 * A sentence by its key in the catalogue of words and what fills its gaps, so
 * that a page can say it in another language. The English text stands beside it
 * wherever it is given.
 *
 * @public
 */
export interface Said {
  /** `checks.plan.current.failed`; of a plural without `_one` and `_other`. */
  key: string;
  values: Record<string, SaidValue>;
}

/**
 * What fills a gap: a number, somebody's words as they are, or a list of what is
 * said in turn: `2 to create, 1 to destroy`.
 *
 * @public
 */
export type SaidValue = string | number | Said[];

/** Between the items of a list, in every language. */
const COMMA = ', ';

/**
 * Puts values into the gaps of a template, each once: what a value holds is
 * never taken for a gap.
 *
 * @param template - `The plan of run #{{number}} failed`
 * @param fill - text of a gap; `undefined` leaves it as it is
 */
export function fillGaps(
  template: string,
  fill: (name: string) => string | undefined,
): string {
  return template.replace(
    /\{\{(\w+)\}\}/g,
    (gap, name: string) => fill(name) ?? gap,
  );
}

/** The names of a template's gaps. */
export function gapsOf(template: string): string[] {
  return [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
}

/**
 * What is said, with each of its lists as one text.
 *
 * @param speak - says an item of a list
 * @public
 */
export function flattenSaid(
  said: Said,
  speak: (item: Said) => string,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(said.values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(speak).join(COMMA) : value,
    ]),
  );
}

/**
 * The same with each of its texts changed, also in its lists: for what must not
 * be in them.
 *
 * @public
 */
export function mapSaid(said: Said, change: (text: string) => string): Said {
  const values = Object.entries(said.values).map(([name, value]) => {
    if (typeof value === 'number') return [name, value];
    return [
      name,
      Array.isArray(value)
        ? value.map(item => mapSaid(item, change))
        : change(value),
    ];
  });
  return { key: said.key, values: Object.fromEntries(values) };
}
