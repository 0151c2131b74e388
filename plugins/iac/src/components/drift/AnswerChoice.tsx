import type {
  DriftAnswers,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { Button } from '@backstage/ui';
import { useId, useState } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph } from '../glyph';
import { ACTION_SIGNS } from '../plan/actions';
import type { ChangeSubject } from '../plan/ResourceRow';
import { theme } from '../theme';
import { Resources } from './Resources';
import styles from './drift.module.css';

type Counts = NonNullable<DriftAnswers['reapply']>['counts'];

export interface AnswerChoiceProps {
  title: string;
  what: string;
  /** What infrastructure would change. */
  counts?: Counts;
  /** Where no infrastructure would. */
  total?: string;
  /** What would be lost. */
  alarm?: string;
  notes: string[];
  changes: ResourceChange[];
  subject: Exclude<ChangeSubject, 'comparison'>;
  action: string;
  isDisabled: boolean;
  onPress(): void;
}

/** One of the two answers: what it would do, how much, and the way to plan it. */
export function AnswerChoice(props: AnswerChoiceProps) {
  const { title, what, counts, total, alarm, notes, changes, subject } = props;
  const t = useIacTranslation();
  const titleId = useId();
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div role="group" className={styles.choice} aria-labelledby={titleId}>
      <h4 id={titleId}>{title}</h4>
      <p>{what}</p>
      {counts && <CountPills counts={counts} />}
      {total && (
        <p className={styles.pills}>
          <span className={styles.pill}>{total}</span>
        </p>
      )}
      {alarm && (
        <p className={styles.alarm}>
          <Glyph kind="fail" size={14} label="" /> {alarm}
        </p>
      )}
      {notes.map(note => (
        <p key={note} className={styles.soft}>
          {note}
        </p>
      ))}
      {changes.length > 0 && (
        <button
          type="button"
          className={theme.action}
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('driftAnswer.show', { count: changes.length })}
        </button>
      )}
      <div id={listId} className={styles.choiceList}>
        {isOpen && <Resources changes={changes} subject={subject} />}
      </div>
      <Button
        className={styles.choiceButton}
        variant="secondary"
        isDisabled={props.isDisabled}
        onPress={props.onPress}
      >
        {props.action}
      </Button>
    </div>
  );
}

function CountPills(props: { counts: Counts }) {
  const { counts } = props;
  const t = useIacTranslation();
  const groups = (['replace', 'delete', 'update', 'create'] as const).filter(
    group => counts[group] > 0,
  );
  if (groups.length === 0) return null;
  return (
    <p className={styles.pills}>
      {groups.map(group => (
        <span key={group} className={styles.pill} data-group={group}>
          {ACTION_SIGNS[group]}{' '}
          {t(`filter.${group}`, { number: String(counts[group]) })}
        </span>
      ))}
    </p>
  );
}
