import type {
  ChangeAction,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { useId } from 'react';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { CopyButton } from '../copy';
import { classes } from '../theme/classes';
import { ACTION_SIGNS, groupOf, isDestructive } from './actions';
import { AttributeTable } from './AttributeTable';
import { localAddress } from './planRows';
import { reasonWords } from './reasonWords';
import styles from './plan.module.css';

/**
 * `plan`: what would be done. `drift`: what somebody has done. `comparison`:
 * what another plan would do, and this one.
 */
export type ChangeSubject = 'plan' | 'drift' | 'comparison';

export interface ResourceRowProps {
  change: ResourceChange;
  subject: ChangeSubject;
  isOpen: boolean;
  /** The page's address names it. */
  isSelected: boolean;
  /** Of a comparison: what the other plan would have done. */
  actionThen?: ChangeAction;
  onToggle(): void;
}

/** One resource; opens to its attributes. */
export function ResourceRow(props: ResourceRowProps) {
  const { change, subject, isOpen, isSelected, actionThen, onToggle } = props;
  const t = useIacTranslation();
  const id = useId();
  const group = groupOf(change);
  const isAlarming = subject !== 'drift' && isDestructive(change);
  const notes = notesOf(t, change, subject);
  return (
    <div
      className={classes(styles.resource, isAlarming && styles.destructive)}
      data-group={group}
      data-selected={isSelected}
    >
      <button
        type="button"
        className={styles.resourceHead}
        data-row-head
        aria-current={isSelected}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
      >
        <span className={styles.sign} aria-hidden>
          {ACTION_SIGNS[group]}
        </span>
        <span className={styles.resourceName}>
          <code>{localAddress(change)}</code>
          {notes.length > 0 && <small> {notes.join(' · ')}</small>}
          {notes.length === 0 && !isOpen && (
            <small> {preview(t, change)}</small>
          )}
        </span>{' '}
        <small className={styles.actionWord}>
          {actionThen
            ? t('compare.actionWas', {
                now: actionWord(t, change, subject),
                then: t(`action.${actionThen}`),
              })
            : actionWord(t, change, subject)}
        </small>
      </button>
      {isOpen && (
        <div id={id} className={styles.resourceBody}>
          <p className={styles.address}>
            <code>{change.address}</code>
            <CopyButton text={change.address} label={t('copy.address')} />
          </p>
          {/* What is done may differ where no attribute does. */}
          {(subject !== 'comparison' || change.attributes.length > 0) && (
            <AttributeTable attributes={change.attributes} />
          )}
          {subject === 'plan' && <Why change={change} />}
        </div>
      )}
    </div>
  );
}

/** Why Terraform does it; what is lost stands out. */
function Why(props: { change: ResourceChange }) {
  const { change } = props;
  const t = useIacTranslation();
  const reason = reasonWords(t, change);
  if (!isDestructive(change)) {
    return reason ? <p className={styles.soft}>{reason}</p> : null;
  }
  return (
    <p className={styles.why}>
      {reason} {t('plan.lost')}
    </p>
  );
}

function actionWord(
  t: IacTranslate,
  { action, importId }: ResourceChange,
  subject: ChangeSubject,
): string {
  if (
    subject === 'drift' &&
    (action === 'create' || action === 'update' || action === 'delete')
  ) {
    return t(`driftAction.${action}`);
  }
  return action === 'no-op' && importId !== undefined
    ? t('action.import')
    : t(`action.${action}`);
}

function notesOf(
  t: IacTranslate,
  change: ResourceChange,
  subject: ChangeSubject,
): string[] {
  const notes: string[] = [];
  if (
    subject !== 'drift' &&
    (change.action === 'delete-then-create' ||
      change.action === 'create-then-delete')
  ) {
    notes.push(t(`order.${change.action}`));
  }
  if (change.deposed) notes.push(t('plan.deposed', { key: change.deposed }));
  if (change.previousAddress) {
    notes.push(t('plan.moved', { address: change.previousAddress }));
  }
  if (change.importId) notes.push(t('plan.imported', { id: change.importId }));
  return notes;
}

const PREVIEWED = 3;

/** The first attributes that change; a new object's would say nothing. */
function preview(t: IacTranslate, { action, attributes }: ResourceChange) {
  if (action === 'create' || action === 'delete') return '';
  const paths = attributes.slice(0, PREVIEWED).map(({ path }) => path);
  const rest = attributes.length - paths.length;
  return rest > 0
    ? `${paths.join(', ')} … ${t('plan.attributes', {
        count: attributes.length,
      })}`
    : paths.join(', ');
}
