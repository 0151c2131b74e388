import type { IacTranslate } from '../../hooks/useIacTranslation';

/** `a`, `a or b`, `a, b or c`. */
export function listNames(t: IacTranslate, names: string[]): string {
  if (names.length < 2) return names.join('');
  return t('people.either', {
    names: names.slice(0, -1).join(', '),
    last: names[names.length - 1],
  });
}
