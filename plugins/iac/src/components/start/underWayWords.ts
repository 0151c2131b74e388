import {
  isChangingOperation,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';

/** What a run that has not ended means for one that is started now. */
export function underWayWords(
  t: IacTranslate,
  run: Run,
  isChange: boolean,
): string {
  const name = t('begin.runName', {
    operation: t(`operation.${run.operation}`),
    number: String(run.number),
  });
  if (isChange && run.state === 'awaiting_approval') {
    return t('begin.givesWay', { run: name });
  }
  return isChange && isChangingOperation(run.operation)
    ? t('begin.waitsFor', { run: name })
    : t('begin.beside', { run: name });
}
