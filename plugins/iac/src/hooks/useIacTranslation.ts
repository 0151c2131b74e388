import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { iacTranslationRef } from '../translation';

export type IacTranslate = TranslationFunction<typeof iacTranslationRef.T>;

/** The plugin's words in the person's language. */
export function useIacTranslation(): IacTranslate {
  return useTranslationRef(iacTranslationRef).t;
}
