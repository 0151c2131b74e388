import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacOutputReadPermission,
  type EnvironmentOutput,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { CopyButton } from '../copy';
import { ActionError } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import styles from './environment.module.css';

/** Outputs in the state: read when somebody wants them, since that asks the state's backend. */
export function OutputsPanel(props: { environment: string }) {
  const { environment } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const mayRead = useMay(iacOutputReadPermission, environment);
  const [outputs, setOutputs] = useState<EnvironmentOutput[] | undefined>();
  const read = useAction(() => api.getOutputs(environment));
  return (
    <section
      className={classes(theme.card, styles.panel, styles.onDemand)}
      aria-label={t('outputs.title')}
    >
      <h2 className={theme.heading}>{t('outputs.title')}</h2>
      {!mayRead && <p className={styles.soft}>{t('outputs.notAllowed')}</p>}
      {outputs?.length === 0 && (
        <p className={styles.soft}>{t('outputs.empty')}</p>
      )}
      {outputs && outputs.length > 0 && (
        <ul className={styles.outputs}>
          {outputs.map(output => (
            <Output key={output.name} output={output} />
          ))}
        </ul>
      )}
      <ActionError error={read.error} title={t('outputs.failed')} />
      {mayRead && (
        <Button
          size="small"
          variant="secondary"
          isPending={read.isPending}
          onPress={() => read.run(setOutputs)}
        >
          {t(outputs ? 'outputs.readAgain' : 'outputs.read')}
        </Button>
      )}
    </section>
  );
}

function Output(props: { output: EnvironmentOutput }) {
  const { name, sensitive, json } = props.output;
  const t = useIacTranslation();
  const value = json === undefined ? undefined : readable(json);
  return (
    <li>
      <span className={styles.outputName}>{name}</span>
      {sensitive || value === undefined ? (
        <em className={styles.soft}>{t('outputs.sensitive')}</em>
      ) : (
        <>
          <code className={theme.code}>{value}</code>
          <CopyButton text={value} label={t('copy.output', { name })} />
        </>
      )}
    </li>
  );
}

/** A text without its quotes; all else as the JSON that it is. */
function readable(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : json;
  } catch {
    return json;
  }
}
