import type { Stage } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, STAGE_GLYPHS } from '../glyph';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { Duration } from '../time';
import styles from './run.module.css';

/** The steps of a run, each with its state and how long it took. */
export function StageStrip(props: { stages: Stage[] }) {
  const t = useIacTranslation();
  if (props.stages.length === 0) return null;
  return (
    <ol
      className={classes(theme.card, styles.stages)}
      aria-label={t('stage.label')}
    >
      {props.stages.map(stage => (
        <li
          key={stage.name}
          className={styles.stage}
          data-status={stage.status}
          aria-current={stage.status === 'running' ? 'step' : undefined}
        >
          <b>
            <Glyph
              kind={STAGE_GLYPHS[stage.status]}
              size={13}
              label={t(`stage.${stage.status}`)}
            />
            {t(`stage.${stage.name}`)}
          </b>
          <small title={stage.message}>
            {stage.startedAt && stage.status !== 'skipped' ? (
              <Duration
                startedAt={stage.startedAt}
                finishedAt={stage.finishedAt}
              />
            ) : (
              t(`stage.${stage.status}`)
            )}
            {stage.message &&
              stage.status !== 'warned' &&
              ` · ${stage.message}`}
          </small>
        </li>
      ))}
    </ol>
  );
}
