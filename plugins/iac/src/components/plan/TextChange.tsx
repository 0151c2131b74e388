import { useMemo } from 'react';
import { lineDiff, type DiffLine } from './lineDiff';
import styles from './plan.module.css';

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = {
  same: '  ',
  removed: '- ',
  added: '+ ',
  gap: '  ',
};

/** A text of several lines, by the lines that change. */
export function TextChange(props: { before: string; after: string }) {
  const { before, after } = props;
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  if (!lines) {
    return (
      <>
        <del className={styles.before}>
          <code>{before}</code>
        </del>{' '}
        <ins className={styles.after}>
          <code>{after}</code>
        </ins>
      </>
    );
  }
  return (
    <pre className={styles.textChange}>
      {lines.map(({ kind, text }, index) => (
        <Line key={index} kind={kind} text={`${SIGNS[kind]}${text}\n`} />
      ))}
    </pre>
  );
}

function Line({ kind, text }: DiffLine) {
  if (kind === 'removed') return <del className={styles.before}>{text}</del>;
  if (kind === 'added') return <ins className={styles.after}>{text}</ins>;
  return <span className={styles.soft}>{text}</span>;
}
