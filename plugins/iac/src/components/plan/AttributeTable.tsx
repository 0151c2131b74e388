import type {
  AttributeChange,
  AttributeValue,
} from '@backstage-iac/plugin-iac-common';
import { VisuallyHidden } from '@backstage/ui';
import { Fragment, useState, type ReactNode } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { theme } from '../theme';
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

/** A string without its quotes, unless they are what makes it visible. */
function plain(json: string): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return json;
  }
  if (typeof value === 'string') {
    return value.trim() === value && value !== '' ? value : json;
  }
  return typeof value === 'object' ? JSON.stringify(value, undefined, 2) : json;
}
