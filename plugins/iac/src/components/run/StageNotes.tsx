import type { Stage } from '@backstage-iac/plugin-iac-common';
import { useAddress } from '../../hooks/useAddress';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, STAGE_GLYPHS } from '../glyph';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './run.module.css';

/** The checks of secret hygiene speak in the message of the stage beside which they work. */
const HYGIENE = 'secrets.';

/** What the stages warn of, in full: the strip above has room for a few words. */
export function StageNotes(props: { stages: Stage[] }) {
  const t = useIacTranslation();
  const { change } = useAddress();
  const noted = props.stages.filter(
    ({ status, message }) => status === 'warned' && message,
  );
  if (noted.length === 0) return null;
  return (
    <ul
      className={classes(theme.card, styles.stageNotes)}
      aria-label={t('stage.notes')}
    >
      {noted.map(({ name, status, message = '' }) => (
        <li key={name}>
          <Glyph kind={STAGE_GLYPHS[status]} size={14} label="" />
          <span>
            <strong>{t(`stage.${name}`)}</strong>: {message}{' '}
            {message.includes(HYGIENE) && (
              <button
                type="button"
                className={theme.action}
                onClick={() => change({ tab: 'hygiene' })}
              >
                {t('hygiene.open')}
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
