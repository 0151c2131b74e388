import type {
  NotificationPayload,
  NotificationSeverity,
} from '@backstage/plugin-notifications-common';
import type { IacDriftEvent } from '@backstage-iac/plugin-iac-node';

const TOPIC = 'iac-drift';

type Episode = NonNullable<IacDriftEvent['episode']>;

const SEVERITIES: Record<Episode['severity'], NotificationSeverity> = {
  high: 'high',
  medium: 'normal',
  low: 'low',
};

const ENDINGS: Record<NonNullable<Episode['resolved']>['how'], string> = {
  reconciled: 'An apply put back what was changed outside Terraform.',
  accepted: 'A refresh-only apply took over what was changed outside.',
  ignored: 'A rule for known drift covers it now.',
  vanished: 'It went away by itself; nothing was applied.',
};

/**
 * What a person reads. Says how much, never what: resources and attributes are
 * behind the link, where permissions are asked, and a notification may leave
 * the portal by mail or chat.
 *
 * The scope is that of the environment and the sort of news, so that "resolved"
 * takes the place of "drifted", and a check that fails hides no drift.
 */
export function toNotification(event: IacDriftEvent): NotificationPayload {
  const { name, title = name } = event.environment;
  const isAboutChecks = event.type.startsWith('check-');
  return {
    ...wordsOf(event, title),
    link: `/iac/environments/${encodeURIComponent(name)}`,
    topic: TOPIC,
    scope: `iac:${isAboutChecks ? 'drift-check' : 'drift'}:${name}`,
  };
}

function wordsOf(
  { type, run, episode }: IacDriftEvent,
  title: string,
): Pick<NotificationPayload, 'title' | 'description' | 'severity'> {
  switch (type) {
    case 'drifted':
      return {
        title: `${title} has drifted`,
        description: describeDrift(episode),
        severity: SEVERITIES[episode?.severity ?? 'medium'],
      };
    case 'resolved':
      return {
        title: `${title} no longer drifts`,
        description: describeEnd(episode),
        severity: 'low',
      };
    case 'check-failing':
      return {
        title: `The drift check of ${title} fails`,
        description: `Run #${run.number} gave no answer: whether something drifts is not known.`,
        severity: 'normal',
      };
    default:
      return {
        title: `The drift check of ${title} works again`,
        description: `Run #${run.number} gave an answer.`,
        severity: 'low',
      };
  }
}

function describeDrift(episode: IacDriftEvent['episode']): string | undefined {
  if (!episode) return undefined;
  const { resourceCount, recurrence, severity } = episode;
  const what =
    resourceCount === 1 ? '1 resource was' : `${resourceCount} resources were`;
  const again =
    recurrence.episodes === 0
      ? ''
      : ` It happened before: ${recurrence.episodes} earlier ${
          recurrence.episodes === 1 ? 'episode' : 'episodes'
        }.`;
  return `${what} changed outside Terraform, severity ${severity}.${again}`;
}

function describeEnd(episode: IacDriftEvent['episode']): string | undefined {
  const { resolved } = episode ?? {};
  if (!resolved) return undefined;
  const by = resolved.by ? ` Run #${resolved.by.number}.` : '';
  return `${ENDINGS[resolved.how]}${by}`;
}
