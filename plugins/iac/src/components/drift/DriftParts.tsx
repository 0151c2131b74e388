import type { DriftResult } from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { countParts, DRIFT_PARTS, type DriftPartKind } from './countParts';
import { Fold } from './Fold';
import { KnownDrift } from './KnownDrift';
import {
  Bookkeeping,
  FailedChecks,
  movedWords,
  NewerTool,
  Undeployed,
  Unexplained,
} from './OtherParts';
import { OutsideChanges, SeverityCounts } from './OutsideChanges';
import styles from './drift.module.css';

/** Each sort of change for itself; those that were not found share one quiet line. */
export function DriftParts(props: { result: DriftResult }) {
  const { result } = props;
  const counts = countParts(result);
  const isUnplanned = result.undeployed?.basis === 'none';
  const found = DRIFT_PARTS.filter(
    kind => counts[kind] || (kind === 'undeployed' && isUnplanned),
  );
  return (
    <>
      {found.map(kind => (
        <Part key={kind} kind={kind} count={counts[kind]} result={result} />
      ))}
      <Quiet
        none={DRIFT_PARTS.filter(
          // That nothing was changed outside is said aloud, above.
          kind => counts[kind] === 0 && kind !== 'outside',
        )}
        untold={DRIFT_PARTS.filter(
          kind => counts[kind] === undefined && !found.includes(kind),
        )}
      />
    </>
  );
}

function Quiet(props: { none: DriftPartKind[]; untold: DriftPartKind[] }) {
  const { none, untold } = props;
  const t = useIacTranslation();
  const names = (kinds: DriftPartKind[]) => ({
    kinds: kinds.map(kind => t(`driftKind.${kind}`)).join(', '),
  });
  if (none.length === 0 && untold.length === 0) return null;
  return (
    <p className={styles.quiet}>
      {none.length > 0 && t('driftPanel.none', names(none))}{' '}
      {untold.length > 0 && t('driftPanel.untold', names(untold))}
    </p>
  );
}

function Part(props: {
  kind: DriftPartKind;
  count?: number;
  result: DriftResult;
}) {
  const { kind, count = 0, result } = props;
  const { undeployed, toolChange, unexplained, bookkeeping } = result;
  const t = useIacTranslation();
  switch (kind) {
    case 'outside':
      return (
        <Fold
          glyph="fail"
          title={t('driftPart.outside', { count })}
          note={<SeverityCounts changes={result.outsideChanges} />}
          isOpenFromStart
        >
          <OutsideChanges changes={result.outsideChanges} />
        </Fold>
      );
    case 'undeployed':
      return (
        <Fold
          glyph={undeployed?.basis === 'none' ? 'unknown' : 'warn'}
          title={
            undeployed?.basis === 'none'
              ? t('driftPart.undeployedUnknown')
              : t('driftPart.undeployed', { count })
          }
          note={movedWords(t, undeployed)}
        >
          <Undeployed undeployed={undeployed} />
        </Fold>
      );
    case 'tool':
      return toolChange ? (
        <Fold
          glyph="warn"
          title={t('driftPart.tool', { count })}
          note={toolChange.versions
            .map(({ name, from, to }) => `${shortName(name)} ${from} → ${to}`)
            .join(' · ')}
        >
          <NewerTool tool={toolChange} />
        </Fold>
      ) : null;
    case 'unexplained':
      return (
        <Fold
          glyph="warn"
          title={t('driftPart.unexplained', { count })}
          note={t('driftNote.sameInputs')}
        >
          <Unexplained changes={unexplained ?? []} />
        </Fold>
      );
    case 'checks':
      return <ChecksPart result={result} />;
    case 'bookkeeping':
      return bookkeeping ? (
        <Fold
          glyph="skipped"
          title={t('driftPart.bookkeeping', { count })}
          note={t('driftNote.noInfrastructure')}
        >
          <Bookkeeping entries={bookkeeping} />
        </Fold>
      ) : null;
    default:
      return (
        <Fold
          glyph="skipped"
          title={t('driftPart.known', { count })}
          note={t('driftNote.notDrift')}
        >
          <KnownDrift ignored={result.ignored ?? []} />
        </Fold>
      );
  }
}

function ChecksPart(props: { result: DriftResult }) {
  const { failedChecks, unknownChecks = [] } = props.result;
  const t = useIacTranslation();
  const failed = t('driftPart.checks', { count: failedChecks.length });
  const undecided = t('driftPart.undecided', { count: unknownChecks.length });
  const hasFailed = failedChecks.length > 0;
  return (
    <Fold
      glyph={hasFailed ? 'fail' : 'unknown'}
      title={hasFailed ? failed : undecided}
      note={checksNote()}
    >
      <FailedChecks failed={failedChecks} undecided={unknownChecks} />
    </Fold>
  );

  function checksNote(): string {
    if (!hasFailed) return '';
    if (unknownChecks.length > 0) return undecided;
    return failedChecks.length === 1 ? failedChecks[0].address : '';
  }
}

/** `registry.terraform.io/hashicorp/aws` is `aws`. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
