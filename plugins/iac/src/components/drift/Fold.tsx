import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { useState, type ReactNode } from 'react';
import { Glyph, type GlyphKind } from '../glyph';
import styles from './drift.module.css';

export interface FoldProps {
  glyph: GlyphKind;
  title: string;
  /** Beside the title, quieter. */
  note?: ReactNode;
  isOpenFromStart?: boolean;
  children: ReactNode;
}

/** A line that opens to what it counts. What is shut is not drawn: it may be long. */
export function Fold(props: FoldProps) {
  const { glyph, title, note, isOpenFromStart = false, children } = props;
  const [isOpen, setIsOpen] = useState(isOpenFromStart);
  return (
    <Accordion
      className={styles.fold}
      isExpanded={isOpen}
      onExpandedChange={setIsOpen}
    >
      <AccordionTrigger className={styles.foldHead} level={3}>
        <span className={styles.foldTitle}>
          <Glyph kind={glyph} label="" />
          <strong>{title}</strong>{' '}
          {note && <span className={styles.note}>{note}</span>}
        </span>
      </AccordionTrigger>
      <AccordionPanel className={styles.foldBody}>
        {isOpen && children}
      </AccordionPanel>
    </Accordion>
  );
}
