export { checkWords, type CheckWords } from './checkWords';
export { useCheckWords } from './useCheckWords';
