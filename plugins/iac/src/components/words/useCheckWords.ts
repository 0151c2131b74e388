import { useMemo } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { checkWords, type CheckWords } from './checkWords';

/** What checks say, in the person's language. */
export function useCheckWords(): CheckWords {
  const t = useIacTranslation();
  return useMemo(() => checkWords(t), [t]);
}
