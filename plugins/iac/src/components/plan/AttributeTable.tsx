import type {
  AttributeChange,
  AttributeValue,
} from '@backstage-iac/plugin-iac-common';
import { VisuallyHidden } from '@backstage/ui';
import { Fragment, useState, type ReactNode } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { theme } from '../theme';
import { TextChange } from './TextChange';
import styles from './plan.module.css';

/** An object may have thousands, such as the entries of a map. */
const MOST_SHOWN = 100;

/** Attributes before and after. A sensitive one shows that it changed, no more. */
export function AttributeTable(props: { attributes: AttributeChange[] }) {
  const { attributes } = props;
  const t = useIacTranslation();
  const [isAll, setIsAll] = useState(false);
  const shown = inOrder(attributes).slice(0, isAll ? undefined : MOST_SHOWN);
  if (attributes.length === 0) {
    return <p className={styles.soft}>{t('plan.noAttributes')}</p>;
  }
  return (
    <>
      <dl className={styles.attributes}>
        {shown.map(attribute => (
          <Fragment key={attribute.path}>
            <dt>
              <code>{attribute.path}</code>
            </dt>
            <dd>
              <AttributeValues attribute={attribute} />
              {attribute.forcesReplacement && (
                <span className={styles.forces}>
                  {t('attribute.forcesReplacement')}
                </span>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
      {shown.length < attributes.length && (
        <button
          type="button"
          className={theme.action}
          onClick={() => setIsAll(true)}
        >
          {t('plan.allAttributes', { count: attributes.length })}
        </button>
      )}
    </>
  );
}

/** What forces a replacement is read first, and is never left out. */
function inOrder(attributes: AttributeChange[]): AttributeChange[] {
  return [
    ...attributes.filter(({ forcesReplacement }) => forcesReplacement),
    ...attributes.filter(({ forcesReplacement }) => !forcesReplacement),
  ];
}

function AttributeValues(props: { attribute: AttributeChange }) {
  const { before, after } = props.attribute;
  const t = useIacTranslation();
  if (before.kind === 'sensitive' || after.kind === 'sensitive') {
    return <span className={styles.soft}>{sensitiveWords()}</span>;
  }
  if (before.kind === 'value' && after.kind === 'value') {
    const then = plain(before.json);
    const now = plain(after.json);
    if (then.includes('\n') && now.includes('\n')) {
      return <TextChange before={then} after={now} />;
    }
  }
  const isNew = before.kind === 'absent';
  return (
    <>
      {!isNew && (
        <>
          <del className={styles.before}>{show(before)}</del>{' '}
          <span aria-hidden>→</span>
          <VisuallyHidden>{t('attribute.becomes')}</VisuallyHidden>{' '}
        </>
      )}
      {after.kind === 'absent' ? (
        <span className={styles.soft}>
          {t(isNew ? 'attribute.absent' : 'attribute.removed')}
        </span>
      ) : (
        <ins className={styles.after}>{show(after)}</ins>
      )}
    </>
  );

  function sensitiveWords(): string {
    if (before.kind === 'absent') return t('attribute.sensitiveSet');
    if (after.kind === 'absent') return t('attribute.sensitiveRemoved');
    return t('attribute.sensitiveChanged');
  }

  function show(value: AttributeValue): ReactNode {
    if (value.kind === 'unknown') {
      return <span className={styles.soft}>{t('attribute.unknown')}</span>;
    }
    if (value.kind === 'value') return <code>{plain(value.json)}</code>;
    return t(`attribute.${value.kind}`);
  }
}

/** A string without its quotes, unless they are what makes it visible; JSON in it by lines, as Terraform prints it. */
function plain(json: string): string {
  const value = parsed(json);
  if (typeof value === 'string') {
    if (value.trim() !== value || value === '') return json;
    const inner = /^[[{]/.test(value) ? parsed(value) : undefined;
    return isObject(inner) ? JSON.stringify(inner, undefined, 2) : value;
  }
  return isObject(value) ? JSON.stringify(value, undefined, 2) : json;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
