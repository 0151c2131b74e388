import type { Remediation } from '../readiness';
import {
  CHECK_WORDS,
  templateOf,
  type BuiltInCheckId,
  type CheckWordGap,
  type CheckWordKey,
} from './checkWords';
import {
  fillGaps,
  flattenSaid,
  gapsOf,
  type Said,
  type SaidValue,
} from './said';

/** A sentence in English, and how to say it in another language. @public */
export interface Sentence {
  summary: string;
  said: Said;
}

/** What a sentence needs to be told; `count` is a number, by which a plural goes. */
type Values<Key extends CheckWordKey> = {
  [Gap in CheckWordGap<Key>]: Gap extends 'count' ? number : SaidValue;
};

type ValuesArgument<Key extends CheckWordKey> = [CheckWordGap<Key>] extends [
  never,
]
  ? []
  : [values: Values<Key>];

/**
 * Says something by its key.
 *
 * @param key - in the catalogue
 * @param values - what fills the gaps of its template
 * @public
 */
export function say<Key extends CheckWordKey>(
  key: Key,
  ...[values]: ValuesArgument<Key>
): Sentence {
  const said: Said = { key, values: { ...values } };
  return { summary: inEnglish(said) ?? key, said };
}

/** Somebody else's words: an error, a message of a tool. @public */
export function quote(text: string): Sentence {
  return say('checks.quoted', { text });
}

/**
 * The English of what was said.
 *
 * @returns `undefined` when the catalogue does not know the key, or another
 *   release fills other gaps, also of what is in a list: then the text beside it is all there is
 * @public
 */
export function inEnglish(said: Said): string | undefined {
  const template = templateOf(said.key, said.values.count);
  if (template === undefined) return undefined;
  if (gapsOf(template).some(gap => !Object.hasOwn(said.values, gap))) {
    return undefined;
  }
  let isKnown = true;
  const values = flattenSaid(said, item => {
    const words = inEnglish(item);
    isKnown &&= words !== undefined;
    return words ?? '';
  });
  return isKnown ? fillGaps(template, gap => String(values[gap])) : undefined;
}

/**
 * What to do, by its key.
 *
 * @param rest - what the portal can do about it at once
 * @public
 */
export function advise<Key extends CheckWordKey>(
  key: [CheckWordGap<Key>] extends [never] ? Key : never,
  rest: Pick<Remediation, 'step' | 'href'> = {},
): Remediation & { said: Said } {
  const said: Said = { key, values: {} };
  return { label: inEnglish(said) ?? key, said, ...rest };
}

/** A value and its limit, each by its key or as it is. @public */
export function measure(value?: Sentence | string, limit?: Sentence | string) {
  return {
    value: textOf(value),
    saidValue: saidOf(value),
    threshold: textOf(limit),
    saidThreshold: saidOf(limit),
  };
}

/**
 * Id, title, why and needs of a check of the suite, as the catalogue has them.
 *
 * @public
 */
export function describeBuiltIn<Id extends BuiltInCheckId>(id: Id) {
  const words: Record<string, string> = CHECK_WORDS;
  return {
    id,
    title: words[`checks.${id}.title`],
    why: words[`checks.${id}.why`],
    needs: words[`checks.${id}.needs`],
  };
}

function textOf(words: Sentence | string | undefined): string | undefined {
  return typeof words === 'object' ? words.summary : words;
}

function saidOf(words: Sentence | string | undefined): Said | undefined {
  return typeof words === 'object' ? words.said : undefined;
}
