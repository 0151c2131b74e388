import type { ApplyProgress } from '@backstage-iac/plugin-iac-common';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { Glyph, type GlyphKind } from '../glyph';
import styles from './custody.module.css';

/** What an apply did, and what it began and did not end. */
export function ProgressList(props: { progress: ApplyProgress }) {
  const { done, unfinished } = props.progress;
  const t = useIacTranslation();
  if (done.length === 0 && unfinished.length === 0) {
    return <p className={styles.soft}>{t('progress.nothing')}</p>;
  }
  return (
    <div className={styles.progress}>
      <Part
        title={t('progress.unfinished', { count: unfinished.length })}
        kind="error"
        items={unfinished}
      />
      <Part
        title={t('progress.done', { count: done.length })}
        kind="ready"
        items={done}
      />
    </div>
  );
}

function Part(props: {
  title: string;
  kind: GlyphKind;
  items: ApplyProgress['done'];
}) {
  const { title, kind, items } = props;
  const t = useIacTranslation();
  if (items.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul aria-label={title}>
        {items.map(({ address, action }) => (
          <li key={`${address} ${action}`}>
            <Glyph kind={kind} size={13} label="" />
            <code>{address}</code>
            <span>{actionWord(t, action)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Terraform's own word where the plugin has none. */
function actionWord(t: IacTranslate, action: string): string {
  switch (action) {
    case 'create':
    case 'update':
    case 'delete':
    case 'read':
    case 'forget':
    case 'import':
    case 'delete-then-create':
    case 'create-then-delete':
      return t(`action.${action}`);
    default:
      return action;
  }
}
