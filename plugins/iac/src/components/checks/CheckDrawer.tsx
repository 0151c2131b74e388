import { useRouteRef } from '@backstage/frontend-plugin-api';
import type {
  CheckEvidence,
  EnvironmentCheck,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { Digest } from '../copy';
import { formatUtc } from '../time';
import { useCheckWords } from '../words';
import { CheckHistory } from './CheckHistory';
import { CheckValue } from './CheckValue';
import { RecheckButton } from './RecheckButton';
import styles from './checks.module.css';
import { Waiver } from './Waiver';

/** All there is to know about a check: its rule, what it rests on, what it said before, and what can be done. */
export function CheckDrawer(props: {
  environment: string;
  check: EnvironmentCheck;
  /** Something is wrong that could be waived. */
  isWaivable: boolean;
  onChanged(): void;
}) {
  const { environment, check, isWaivable, onChanged } = props;
  const words = useCheckWords();
  return (
    <div className={styles.drawer}>
      <p>{words.why(check.check)}</p>
      <Rule check={check} />
      <CheckHistory
        environment={environment}
        checkId={check.check.id}
        observedAt={check.result.observedAt}
      />
      <div className={styles.actions}>
        <RecheckButton environment={environment} onChanged={onChanged} />
        {isWaivable && !check.waiver && (
          <Waiver
            environment={environment}
            check={check}
            onChanged={onChanged}
          />
        )}
      </div>
    </div>
  );
}

function Rule(props: { check: EnvironmentCheck }) {
  const { purposes } = props.check.check;
  const words = useCheckWords();
  const { evidence, producer } = props.check.result;
  const t = useIacTranslation();
  const value = words.value(props.check.result);
  const rows: [name: string, value: ReactNode][] = [
    [t('checks.looksAt'), words.needs(props.check.check)],
    [t('checks.value'), value && <CheckValue value={value} />],
    [t('checks.limit'), words.threshold(props.check.result)],
    [t('checks.goodUntil'), <GoodUntil check={props.check} />],
    [
      t('checks.countsFor'),
      purposes.map(purpose => t(`purpose.${purpose}`)).join(', '),
    ],
    [
      t('checks.restsOn'),
      evidence.length > 0 && <Evidence evidence={evidence} />,
    ],
    [t('checks.producer'), producer !== 'iac' && producer],
  ];
  return (
    <dl className={styles.rule}>
      {rows
        .filter(([, of]) => of)
        .map(([name, of]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{of}</dd>
          </div>
        ))}
    </dl>
  );
}

function GoodUntil(props: { check: EnvironmentCheck }) {
  const { check, result } = props.check;
  const t = useIacTranslation();
  if (check.freshnessSeconds === undefined) return <>{t('checks.untilNews')}</>;
  const until = new Date(
    Date.parse(result.observedAt) + check.freshnessSeconds * 1000,
  ).toISOString();
  return <time dateTime={until}>{formatUtc(until)}</time>;
}

function Evidence(props: { evidence: CheckEvidence[] }) {
  const t = useIacTranslation();
  const runLink = useRouteRef(runRouteRef);
  return (
    <ul className={styles.evidence}>
      {props.evidence.map(({ kind, runId, sha256, url }) => {
        const href = url ?? (runId && runLink?.({ runId }));
        const words =
          kind === 'run' ? t('checks.run') : kind.replace(/-/g, ' ');
        return (
          <li key={`${kind} ${runId} ${sha256} ${url}`}>
            {href ? (
              <Link standalone href={href}>
                {words}
              </Link>
            ) : (
              words
            )}
            {sha256 && <Digest value={sha256} />}
          </li>
        );
      })}
    </ul>
  );
}
