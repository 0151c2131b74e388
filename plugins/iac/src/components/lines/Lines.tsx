import { Button, ButtonIcon, ToggleButton } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useAddress } from '../../hooks/useAddress';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useTypedAddress } from '../../hooks/useTypedAddress';
import { LineFinder } from './LineFinder';
import { LineList } from './LineList';
import { LineRow } from './LineRow';
import { LineSearch } from './LineSearch';
import { hasWords, isErrorLine } from './lineTests';
import { saveLines } from './saveText';
import type { TextLine } from './TextLine';
import styles from './lines.module.css';

export interface LinesProps {
  /** Only grows, at its end: the same array, longer. */
  lines: readonly TextLine[];
  role: 'log' | 'region';
  label: string;
  /** Lines still come. */
  isLive?: boolean;
  /** Shown where there is no line. */
  empty: string;
  fileName: string;
  /** In front of the names that the page's address has for line and search. */
  addressPrefix?: string;
}

/** A long text by lines: search, a link to each line, the first error, a file of it all. */
export function Lines(props: LinesProps) {
  const { lines, role, label, isLive = false, empty, fileName } = props;
  const { addressPrefix = '' } = props;
  const count = lines.length;
  const t = useIacTranslation();
  const address = useLineAddress(addressPrefix);
  const { selected, select, hrefOf } = address;
  const words = useDeferredValue(address.words);
  const finder = useMemo(
    () => new LineFinder(lines, words ? hasWords(words) : () => false),
    [lines, words],
  );
  const errors = useMemo(() => new LineFinder(lines, isErrorLine), [lines]);
  const [firstError] = errors.upTo(count);
  // Whoever has a link to a line wants that line.
  const [isFollowing, setIsFollowing] = useState(
    role === 'log' && selected === undefined,
  );
  const go = (number: number) => {
    setIsFollowing(false);
    select(number);
  };
  return (
    <>
      <div className={styles.toolbar}>
        <LineSearch
          words={address.words}
          onWords={address.setWords}
          found={finder.upTo(count)}
          current={selected === undefined ? undefined : selected - 1}
          onGo={index => go(index + 1)}
        />
        <div className={styles.actions}>
          {firstError !== undefined && (
            <Button
              size="small"
              variant="secondary"
              onPress={() => go(firstError + 1)}
            >
              {t('lines.firstError')}
            </Button>
          )}
          {isLive && (
            <ToggleButton
              size="small"
              isSelected={isFollowing}
              onChange={setIsFollowing}
            >
              {t('log.follow')}
            </ToggleButton>
          )}
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiDownloadLine />}
            aria-label={t('lines.download', { name: fileName })}
            isDisabled={count === 0}
            onPress={() => saveLines(lines, fileName)}
          />
        </div>
      </div>
      <LineList
        count={count}
        role={role}
        label={label}
        isLive={isLive && isFollowing}
        isFollowing={isFollowing}
        onFollow={setIsFollowing}
        target={selected === undefined ? undefined : selected - 1}
        empty={empty}
        render={index => (
          <LineRow
            line={lines[index]}
            number={index + 1}
            isSelected={index + 1 === selected}
            words={words}
            href={hrefOf(index + 1)}
            onSelect={go}
          />
        )}
      />
    </>
  );
}

/** The line that is looked at and what is searched for, as the page's address has them. */
function useLineAddress(prefix: string) {
  const names = { line: `${prefix}line`, search: `${prefix}search` };
  const { params, change, query } = useAddress();
  const [words, setWords] = useTypedAddress(names.search);
  const number = Number(params.get(names.line));
  return {
    selected: Number.isInteger(number) && number > 0 ? number : undefined,
    words,
    setWords,
    select: (selected: number) => change({ [names.line]: String(selected) }),
    hrefOf: (selected: number) => query({ [names.line]: String(selected) }),
  };
}
