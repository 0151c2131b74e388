export {
  CHECK_WORDS,
  type BuiltInCheckId,
  type CheckWordGap,
  type CheckWordKey,
  type CheckWords,
} from './checkWords';
export { flattenSaid, mapSaid, type Said, type SaidValue } from './said';
export {
  advise,
  describeBuiltIn,
  inEnglish,
  measure,
  quote,
  say,
  type Sentence,
} from './say';
