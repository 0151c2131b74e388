import type { MouseEvent } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { formatUtc } from '../time';
import { toSpans } from './ansi';
import { Marked } from './Marked';
import { isErrorLine } from './lineTests';
import type { TextLine } from './TextLine';
import styles from './lines.module.css';

export interface LineRowProps {
  line: TextLine;
  /** Counts from 1. */
  number: number;
  isSelected: boolean;
  /** What is searched for. */
  words: string;
  /** Leads to this line. */
  href: string;
  onSelect(number: number): void;
}

/** A line with its number, which is a link to it. */
export function LineRow(props: LineRowProps) {
  const { line, number, isSelected, words, href, onSelect } = props;
  const t = useIacTranslation();
  const select = (event: MouseEvent) => {
    // With a key held, the browser opens the link where the person wants it.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onSelect(number);
  };
  return (
    <div
      className={styles.line}
      data-selected={isSelected}
      data-error={isErrorLine(line.text)}
    >
      <a
        className={styles.number}
        href={href}
        // The search leads to lines by keyboard: a stop per line would trap it.
        tabIndex={-1}
        aria-label={t('lines.line', { number: String(number) })}
        aria-current={isSelected}
        onClick={select}
      >
        {number}
      </a>
      {line.at && (
        <time dateTime={line.at} title={formatUtc(line.at)}>
          {localTime(line.at)}
        </time>
      )}
      {line.stage && <b>{line.stage}</b>}
      <span>
        {toSpans(line.text).map(({ text, ...style }, index) => (
          <span
            key={index}
            data-color={style.color}
            data-bold={style.isBold || undefined}
            data-faint={style.isFaint || undefined}
            data-underlined={style.isUnderlined || undefined}
          >
            <Marked text={text} words={words} />
          </span>
        ))}
      </span>
    </div>
  );
}

function localTime(iso: string): string {
  return new Date(iso).toLocaleTimeString([], { hour12: false });
}
