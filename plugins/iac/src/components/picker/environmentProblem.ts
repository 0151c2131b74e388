import { toError } from '@backstage/errors';
import {
  translationApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';
import { iacApiRef } from '../../api';
import { findEnvironment } from '../../hooks/findEnvironment';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { iacTranslationRef } from '../../translation';
import { obstacleOf, type EnvironmentPickerOptions } from './pickerOptions';

/** Why a template may not go on with this environment, if so. */
export async function environmentProblem(
  apis: ApiHolder,
  name: string,
  options: EnvironmentPickerOptions,
): Promise<string | undefined> {
  const api = apis.get(iacApiRef);
  if (!api) return undefined;
  const t = await wordsOf(apis);
  try {
    const readiness = await findEnvironment(api, name);
    return readiness
      ? obstacleOf(t, readiness, options.readyFor)
      : t('picker.notFound', { name });
  } catch (error) {
    return t('picker.notChecked', { message: toError(error).message });
  }
}

/** Validators run outside of components, where there are no hooks. */
function wordsOf(apis: ApiHolder): Promise<IacTranslate> {
  const translations = apis.get(translationApiRef);
  if (!translations) throw new Error('The app has no translations');
  const snapshot = translations.getTranslation(iacTranslationRef);
  if (snapshot.ready) return Promise.resolve(snapshot.t);
  return new Promise(resolve => {
    const subscription = translations
      .translation$(iacTranslationRef)
      .subscribe(next => {
        if (!next.ready) return;
        resolve(next.t);
        subscription.unsubscribe();
      });
  });
}
