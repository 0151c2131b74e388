import {
  iacRunApplyPermission,
  type DriftResult,
  type Environment,
  type ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { useId } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useMay } from '../../hooks/useMay';
import { startObstacle, type StartRun } from '../start';
import { AnswerChoice } from './AnswerChoice';
import { reapplyOf } from './reapplyOf';
import { shortCommit } from '../commit';
import styles from './drift.module.css';

export interface DriftAnswersProps {
  environment: Environment;
  result: DriftResult;
  onStart: StartRun;
}

/** The two answers to drift, side by side. Either begins with a plan. */
export function DriftAnswers(props: DriftAnswersProps) {
  const { environment } = props;
  const t = useIacTranslation();
  const id = useId();
  const isAllowed = useMay(iacRunApplyPermission, environment.name);
  const { problem } = environment;
  const obstacle = problem
    ? t('column.problem', { problem })
    : startObstacle(t, environment, 'plan-and-apply', isAllowed);
  return (
    <section className={styles.answers} aria-labelledby={id}>
      <h3 id={id}>{t('driftAnswer.title')}</h3>
      <p className={styles.soft}>{t('driftAnswer.hint')}</p>
      <div className={styles.choices}>
        <PutBack {...props} isDisabled={obstacle !== undefined} />
        <TakeOver {...props} isDisabled={obstacle !== undefined} />
      </div>
      {obstacle && (
        <p className={styles.obstacle}>
          {t('driftAnswer.blocked', { why: obstacle })}
        </p>
      )}
    </section>
  );
}

type ChoiceProps = DriftAnswersProps & { isDisabled: boolean };

function PutBack(props: ChoiceProps) {
  const { result, isDisabled, onStart } = props;
  const { undeployed, answers } = result;
  const t = useIacTranslation();
  const { kind, ref } = reapplyOf(result);
  const what = {
    'at-ref': t('driftAnswer.reapplyAt', { commit: shortCommit(ref ?? '') }),
    same: t('driftAnswer.reapplySame'),
    head: t('driftAnswer.reapplyHead'),
  };
  const counts = answers?.reapply?.counts;
  const destroyed = counts ? counts.delete + counts.replace : 0;
  const notes: Note[] = [
    undeployed?.variables === 'moved' && t('driftAnswer.reapplyVariables'),
    answers && !counts && t('driftAnswer.reapplyUnknown'),
    !answers && t('driftAnswer.untold'),
    answers?.reapply?.changes.length === 0 && t('driftAnswer.reapplyNothing'),
  ];
  return (
    <AnswerChoice
      title={t('driftAnswer.reapply')}
      what={what[kind]}
      counts={counts}
      alarm={
        destroyed > 0
          ? t('driftAnswer.destroys', { count: destroyed })
          : undefined
      }
      notes={notes.filter(isText)}
      changes={answers?.reapply?.changes ?? []}
      subject="plan"
      action={t('driftAnswer.reapplyStart')}
      isDisabled={isDisabled}
      onPress={() => onStart('plan-and-apply', ref)}
    />
  );
}

function TakeOver(props: ChoiceProps) {
  const { result, isDisabled, onStart } = props;
  const { answers, ignored = [] } = result;
  const t = useIacTranslation();
  const changes = answers?.accept.changes ?? [];
  const gone = changes.filter(isGone).length;
  const count = t('driftAnswer.acceptCount', { count: changes.length });
  const notes: Note[] = [
    !answers && t('driftAnswer.untold'),
    gone > 0 && t('driftAnswer.acceptGone', { count: gone }),
    t('driftAnswer.acceptCode'),
  ];
  return (
    <AnswerChoice
      title={t('driftAnswer.accept')}
      what={t('driftAnswer.acceptWhat')}
      total={
        answers &&
        (ignored.length > 0
          ? `${count}, ${t('driftAnswer.acceptKnown')}`
          : count)
      }
      notes={notes.filter(isText)}
      changes={changes}
      subject="drift"
      action={t('driftAnswer.acceptStart')}
      isDisabled={isDisabled}
      onPress={() => onStart('refresh-only')}
    />
  );
}

type Note = string | false | undefined;

function isText(note: Note): note is string {
  return typeof note === 'string';
}

function isGone({ action }: ResourceChange): boolean {
  return action === 'delete';
}
