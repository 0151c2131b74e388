import type { QueueWait } from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { personName } from '../people';
import { formatMoment } from '../time';

/** What a run waits for, as the end of a sentence: "applies …". */
export function waitWords(t: IacTranslate, wait: QueueWait): string {
  switch (wait.kind) {
    case 'run':
      return t('wait.run', {
        number: String(wait.number),
        person: personName(wait.person),
      });
    case 'group':
      return t('wait.group', { group: wait.group, limit: String(wait.limit) });
    case 'freeze':
      return t('wait.freeze', {
        title: wait.title,
        until: formatMoment(wait.until),
      });
    case 'outcome':
      return t('wait.outcome', { number: String(wait.number) });
    default:
      return t('wait.worker');
  }
}
