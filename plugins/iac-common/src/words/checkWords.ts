import { applyWords } from './applyWords';
import { driftWords } from './driftWords';
import { governanceWords } from './governanceWords';
import { planWords } from './planWords';
import { secretWords } from './secretWords';
import { sharedWords } from './sharedWords';
import { sourceWords } from './sourceWords';
import { stateWords } from './stateWords';

/**
 * All that the suite's own checks say, in English, with gaps in the style of
 * i18next: `{{number}}`. Those with `_one` and `_other` go by `count`. The pages
 * translate them; the API, files and the command line say them as they are.
 *
 * @public
 */
export const CHECK_WORDS = {
  ...sourceWords,
  ...stateWords,
  ...planWords,
  ...applyWords,
  ...driftWords,
  ...secretWords,
  ...governanceWords,
  ...sharedWords,
} as const;

/** @public */
export type CheckWords = typeof CHECK_WORDS;

/** Key of a sentence, of a plural without `_one` and `_other`. @public */
export type CheckWordKey = keyof {
  [Key in keyof CheckWords as Key extends `${infer Base}_${'one' | 'other'}`
    ? Base
    : Key]: true;
};

/** Id of a check of the suite. @public */
export type BuiltInCheckId = keyof {
  [Key in keyof CheckWords as Key extends `checks.${infer Id}.why`
    ? Id
    : never]: true;
};

/** The templates of a sentence: one, or those of its plural. */
type TemplateOf<Key extends CheckWordKey> = CheckWords[keyof CheckWords &
  (Key | `${Key}_${'one' | 'other'}`)];

type GapsOf<Template extends string> =
  Template extends `${string}{{${infer Gap}}}${infer Rest}`
    ? Gap | GapsOf<Rest>
    : never;

/** Names of what a sentence needs to be told. @public */
export type CheckWordGap<Key extends CheckWordKey> = GapsOf<TemplateOf<Key>>;

/**
 * The English template of a key, as the number in `count` wants it.
 *
 * @returns `undefined` for a key that is not in the catalogue
 */
export function templateOf(key: string, count: unknown): string | undefined {
  const words: Record<string, string> = CHECK_WORDS;
  const plural = `${key}_${count === 1 ? 'one' : 'other'}`;
  return [key, plural]
    .filter(name => Object.hasOwn(words, name))
    .map(name => words[name])[0];
}
