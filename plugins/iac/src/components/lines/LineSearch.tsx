import { ButtonIcon, SearchField } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import styles from './lines.module.css';

export interface LineSearchProps {
  words: string;
  onWords(words: string): void;
  /** Indices of the lines that have the words. */
  found: readonly number[];
  /** Index of the line that is looked at. */
  current: number | undefined;
  onGo(index: number): void;
}

/** Finds words; Enter goes to the next line that has them. */
export function LineSearch(props: LineSearchProps) {
  const { words, onWords, found, current, onGo } = props;
  const t = useIacTranslation();
  const go = (step: 1 | -1) => {
    const next = neighbour(found, current, step);
    if (next !== undefined) onGo(next);
  };
  const position = current === undefined ? -1 : found.indexOf(current);
  return (
    <div className={styles.search}>
      <SearchField
        size="small"
        aria-label={t('lines.search')}
        placeholder={t('lines.search')}
        value={words}
        onChange={onWords}
        onKeyDown={event => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          else event.continuePropagation();
        }}
      />
      {words && (
        <>
          <span role="status" className={styles.count}>
            {position < 0
              ? t('lines.found', { count: found.length })
              : t('lines.position', {
                  position: String(position + 1),
                  total: String(found.length),
                })}
          </span>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowUpSLine />}
            aria-label={t('lines.previous')}
            isDisabled={found.length === 0}
            onPress={() => go(-1)}
          />
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowDownSLine />}
            aria-label={t('lines.next')}
            isDisabled={found.length === 0}
            onPress={() => go(1)}
          />
        </>
      )}
    </div>
  );
}

/** The next of them, or the one before; round at the ends. */
function neighbour(
  found: readonly number[],
  current: number | undefined,
  step: 1 | -1,
): number | undefined {
  if (current === undefined) return step === 1 ? found[0] : found.at(-1);
  return step === 1
    ? found.find(index => index > current) ?? found[0]
    : found.filter(index => index < current).at(-1) ?? found.at(-1);
}
