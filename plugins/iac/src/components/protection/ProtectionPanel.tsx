import type { Environment } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './protection.module.css';
import { protectionRules } from './protectionWords';

/** What protects an environment, in words. */
export function ProtectionPanel(props: { environment: Environment }) {
  const { environment } = props;
  const t = useIacTranslation();
  const [rule, ...others] = protectionRules(t, environment);
  return (
    <section
      className={classes(theme.card, styles.panel)}
      aria-label={t('protection.title')}
    >
      <h2 className={theme.heading}>{t('protection.title')}</h2>
      <p className={styles.rule}>{rule}</p>
      {others.length > 0 && (
        <ul className={styles.rules}>
          {others.map(other => (
            <li key={other}>{other}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
