import type {
  RunPlan,
  VariableAdvice,
  VariableSource,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { theme } from '../theme';
import tableStyles from '../table/table.module.css';
import styles from './runVariables.module.css';

/** Which value of each variable was in force, and what could be safer. Never a value. */
export function RunVariables(props: { plan: RunPlan }) {
  const { variables, advice = [] } = props.plan;
  const t = useIacTranslation();
  if (!variables || variables.length === 0) {
    return (
      <p className={styles.none}>
        {t(variables ? 'variables.none' : 'variables.unknown')}
      </p>
    );
  }
  return (
    <div className={styles.variables}>
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">{t('variables.name')}</th>
            <th scope="col">{t('variables.origin')}</th>
            <th scope="col">{t('variables.marks')}</th>
          </tr>
        </thead>
        <tbody>
          {variables.map(({ name, origin, overrides, ...marks }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                {describe(origin)}
                {overrides.length > 0 && (
                  <div className={styles.overrides}>
                    {t('variables.overrides', {
                      sources: overrides.map(describe).join(', '),
                    })}
                  </div>
                )}
              </td>
              <td>
                {marks.sensitive && (
                  <span className={theme.code}>sensitive</span>
                )}{' '}
                {marks.ephemeral && (
                  <span className={theme.code}>ephemeral</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {advice.length > 0 && <Advice advice={advice} />}
    </div>
  );

  function describe(source: VariableSource): string {
    switch (source.kind) {
      case 'secret':
        return t('variables.secret', {
          source: source.source,
          version: source.version,
        });
      case 'file':
        return source.file;
      default:
        return t(`variables.${source.kind}`);
    }
  }
}

function Advice(props: { advice: VariableAdvice[] }) {
  const t = useIacTranslation();
  return (
    <section aria-label={t('variables.advice')}>
      <h3 className={theme.heading}>{t('variables.advice')}</h3>
      <ul className={styles.advice}>
        {props.advice.map(({ code, message, place }) => (
          <li key={`${code} ${message}`}>
            {message}
            {place && (
              <>
                {' '}
                <code className={theme.code}>{place}</code>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
