import type { EnvironmentReadiness } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, STANDING_GLYPHS } from '../glyph';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { useCheckWords } from '../words';
import { failingChecks } from './failingChecks';
import styles from './matrix.module.css';

/** Lines before the rest is left to the filters. */
const MOST = 5;

/** What most environments suffer from, one line each, whatever their number. */
export function TopFailing(props: {
  environments: EnvironmentReadiness[];
  onShow(checkId: string): void;
}) {
  const { environments, onShow } = props;
  const t = useIacTranslation();
  const words = useCheckWords();
  const failing = failingChecks(environments).slice(0, MOST);
  if (failing.length === 0) return null;
  return (
    <section
      className={classes(theme.card, styles.top)}
      aria-label={t('matrix.topFailing')}
    >
      <h2 className={theme.heading}>{t('matrix.topFailing')}</h2>
      <ul>
        {failing.map(check => (
          <li key={check.checkId}>
            <Glyph
              kind={STANDING_GLYPHS[check.standing]}
              label={t(`checkStanding.${check.standing}`)}
            />
            <strong>{words.title(check)}</strong>
            <span>
              {t('matrix.inEnvironments', { count: check.environments.length })}
            </span>
            <button
              type="button"
              className={theme.action}
              onClick={() => onShow(check.checkId)}
            >
              {t('matrix.show')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
