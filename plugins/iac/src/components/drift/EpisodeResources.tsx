import type { EpisodeResource } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { theme } from '../theme';
import { Severity } from './Severity';
import styles from './drift.module.css';

/** A glance, not a list: the plan of a check has them all. */
const ATTRIBUTES_SHOWN = 6;

/** All that drifted in an episode, at worst. */
export function EpisodeResources(props: { resources: EpisodeResource[] }) {
  const t = useIacTranslation();
  return (
    <ul className={styles.drifted} aria-label={t('driftEpisode.drifted')}>
      {props.resources.map(resource => (
        <Resource key={resource.address} resource={resource} />
      ))}
    </ul>
  );
}

function Resource(props: { resource: EpisodeResource }) {
  const { address, severity, causes, attributes } = props.resource;
  const t = useIacTranslation();
  const more = attributes.length - ATTRIBUTES_SHOWN;
  return (
    <li>
      <Severity severity={severity} />
      <span>
        <code className={theme.code}>{address}</code>{' '}
        {causes.map(cause => t(`driftCause.${cause}`)).join(', ')}
        {attributes.length > 0 && (
          <small>
            {' · '}
            <code>{attributes.slice(0, ATTRIBUTES_SHOWN).join(', ')}</code>
            {more > 0 && ` ${t('driftEpisode.more', { count: more })}`}
          </small>
        )}
      </span>
    </li>
  );
}
