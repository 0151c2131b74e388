export { checkWords } from './checkWords';
export { useCheckWords } from './useCheckWords';
