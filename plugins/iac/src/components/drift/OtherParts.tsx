import type {
  CheckResult,
  DriftBookkeeping,
  DriftResult,
  ToolChange,
  UndeployedChanges,
} from '@backstage-iac/plugin-iac-common';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { shortCommit } from '../commit';
import { theme } from '../theme';
import { Resources } from './Resources';
import styles from './drift.module.css';

/** What moved since the last apply, in few words. */
export function movedWords(
  t: IacTranslate,
  undeployed: UndeployedChanges | undefined,
): string {
  if (!undeployed) return t('driftNote.notDrift');
  const { commit, variables, appliedCommit, headCommit } = undeployed;
  const words: string[] = [];
  if (commit === 'moved' && appliedCommit) {
    const from = shortCommit(appliedCommit);
    words.push(
      t('driftNote.commitMoved', { from, to: shortCommit(headCommit) }),
    );
  }
  if (commit === 'unknown') words.push(t('driftNote.commitUnknown'));
  if (variables === 'moved') words.push(t('driftNote.variablesMoved'));
  return [...words, t('driftNote.notDrift')].join(' · ');
}

export function Undeployed(props: { undeployed?: UndeployedChanges }) {
  const { undeployed } = props;
  const t = useIacTranslation();
  if (!undeployed) {
    return <p className={styles.text}>{t('driftText.noDetails')}</p>;
  }
  const { basis, because, changes } = undeployed;
  if (basis === 'none') {
    return because ? (
      <p className={styles.text}>{t('driftText.noPlan', { because })}</p>
    ) : null;
  }
  return (
    <>
      <p className={styles.text}>
        {t('driftText.undeployed')}{' '}
        {basis === 'one-plan' && because && t('driftText.onePlan', { because })}
      </p>
      <Resources changes={changes} subject="plan" />
    </>
  );
}

export function NewerTool(props: { tool: ToolChange }) {
  const { versions, changes, refreshed } = props.tool;
  const t = useIacTranslation();
  return (
    <>
      {versions.length > 0 && (
        <>
          <p className={styles.text}>{t('driftText.toolVersions')}</p>
          <ul className={styles.list}>
            {versions.map(({ name, from, to }) => (
              <li key={name}>
                <code className={theme.code}>{name}</code> {from} → {to}
              </li>
            ))}
          </ul>
        </>
      )}
      {changes.length > 0 && (
        <p className={styles.text}>{t('driftText.toolChanges')}</p>
      )}
      <Resources changes={changes} subject="plan" />
      {refreshed.length > 0 && (
        <p className={styles.text}>{t('driftText.toolRefreshed')}</p>
      )}
      <Resources changes={refreshed} subject="drift" />
    </>
  );
}

export function Unexplained(props: {
  changes: NonNullable<DriftResult['unexplained']>;
}) {
  const t = useIacTranslation();
  return (
    <>
      <p className={styles.text}>{t('driftText.unexplained')}</p>
      <Resources changes={props.changes} subject="plan" />
    </>
  );
}

export function Bookkeeping(props: { entries: DriftBookkeeping }) {
  const { entries } = props;
  const t = useIacTranslation();
  const kinds = ['outputs', 'moved', 'imported', 'forgotten'] as const;
  return (
    <>
      <p className={styles.text}>{t('driftText.bookkeeping')}</p>
      <dl className={styles.entries}>
        {kinds
          .filter(kind => entries[kind].length > 0)
          .map(kind => (
            <div key={kind}>
              <dt>{t(`driftText.${kind}`)}</dt>
              {entries[kind].map(name => (
                <dd key={name}>
                  <code>{name}</code>
                </dd>
              ))}
            </div>
          ))}
      </dl>
    </>
  );
}

/** Conditions that do not hold, apart from those that nobody could decide. */
export function FailedChecks(props: {
  failed: CheckResult[];
  undecided: CheckResult[];
}) {
  const { failed, undecided } = props;
  const t = useIacTranslation();
  return (
    <>
      {failed.length > 0 && (
        <p className={styles.text}>{t('driftText.checksFailed')}</p>
      )}
      <CheckList checks={failed} />
      {undecided.length > 0 && (
        <p className={styles.text}>{t('driftText.checksUndecided')}</p>
      )}
      <CheckList checks={undecided} />
    </>
  );
}

function CheckList(props: { checks: CheckResult[] }) {
  return (
    <ul className={styles.list}>
      {props.checks.map(({ address, messages }) => (
        <li key={address}>
          <code className={theme.code}>{address}</code> {messages.join(' ')}
        </li>
      ))}
    </ul>
  );
}
