import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { iacTranslationRef } from '../translation';

/** The plugin's words in the person's language. */
export function useIacTranslation() {
  return useTranslationRef(iacTranslationRef).t;
}

export type IacTranslate = ReturnType<typeof useIacTranslation>;
