import { useRouteRef } from '@backstage/frontend-plugin-api';
import type {
  CheckStanding,
  EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import { Glyph, STANDING_GLYPHS, VERDICT_GLYPHS } from '../glyph';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { verdictWord } from '../verdict';
import { useCheckWords } from '../words';
import styles from './matrix.module.css';

const ROW_HEIGHT_PX = 30;
/** Rendered above and below of what is in view: a turn of the wheel. */
const OVERSCAN = 4;

/** Environments by checks. Only the rows in view are there, however many environments. */
export function EnvironmentMatrix(props: {
  /** In the order of the rows. */
  environments: EnvironmentReadiness[];
}) {
  const { environments } = props;
  const t = useIacTranslation();
  const words = useCheckWords();
  const scrollRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: environments.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: OVERSCAN,
  });
  const checks = columnsOf(environments);
  return (
    <div
      ref={scrollRef}
      className={classes(theme.card, styles.matrix)}
      role="table"
      aria-label={t('matrix.label')}
      aria-rowcount={environments.length + 1}
    >
      <div role="rowgroup">
        <div role="row" className={classes(styles.row, styles.head)}>
          <span role="columnheader" className={styles.name}>
            {t('readinessPage.columnEnvironment')}
          </span>
          {checks.map(check => (
            <span
              role="columnheader"
              key={check.checkId}
              className={styles.check}
            >
              <span title={words.title(check)}>{words.title(check)}</span>
            </span>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles.body}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <MatrixRow
            key={environments[index].environment.name}
            readiness={environments[index]}
            checks={checks}
            index={index}
            top={start}
          />
        ))}
      </div>
    </div>
  );
}

function MatrixRow(props: {
  readiness: EnvironmentReadiness;
  checks: CheckStanding[];
  index: number;
  /** Pixels below the head. */
  top: number;
}) {
  const { readiness, checks, index, top } = props;
  const { environment, verdict, standings } = readiness;
  const t = useIacTranslation();
  const words = useCheckWords();
  const href = useRouteRef(environmentRouteRef)?.({ name: environment.name });
  const byId = new Map(standings.map(of => [of.checkId, of.standing]));
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="rowheader" className={styles.name}>
        <Glyph
          kind={VERDICT_GLYPHS[verdict]}
          size={14}
          label={verdictWord(t, verdict)}
        />
        {href ? (
          <Link standalone href={href} className={styles.link}>
            {environment.name}
          </Link>
        ) : (
          environment.name
        )}
      </span>
      {checks.map(check => {
        const standing = byId.get(check.checkId) ?? 'not-applicable';
        const said = t(`checkStanding.${standing}`);
        return (
          <span
            role="cell"
            key={check.checkId}
            className={styles.check}
            title={`${words.title(check)}: ${said}`}
          >
            <Glyph kind={STANDING_GLYPHS[standing]} size={14} label={said} />
          </span>
        );
      })}
    </div>
  );
}

/** Every check that any of them has, in the order of the catalogue. */
function columnsOf(environments: EnvironmentReadiness[]): CheckStanding[] {
  const checks = new Map<string, CheckStanding>();
  for (const { standings } of environments) {
    for (const standing of standings) {
      if (!checks.has(standing.checkId)) checks.set(standing.checkId, standing);
    }
  }
  return [...checks.values()];
}
