import type {
  ChangeAction,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { changeKey, isDestructive } from './actions';
import { ModuleHeading } from './ModuleHeading';
import { modulePath } from './modulePath';
import type { PlanFilter } from './planFilter';
import { toPlanRows } from './planRows';
import { ResourceRow, type ChangeSubject } from './ResourceRow';
import { RowList } from './RowList';
import { toggled } from './toggled';

/** A plan that destroys more is read by opening one after the other. */
export const MOST_OPEN = 10;

const NO_FILTER: PlanFilter = { groups: new Set(), text: '' };

export interface ResourceListProps {
  /** All changes, whatever the filter. */
  changes: ResourceChange[];
  /** @defaultValue shows all */
  filter?: PlanFilter;
  subject: ChangeSubject;
  /** Says what is listed to those who do not see it. */
  label: string;
  /** Of a comparison: what else the other plan would have done, by key. */
  actionsThen?: ReadonlyMap<string, ChangeAction>;
  /** Key of the one that the page's address names. */
  selected?: string;
  onSelect?(key: string | undefined): void;
}

/** Resources by module; what is destroyed stands open. */
export function ResourceList(props: ResourceListProps) {
  const { changes, filter = NO_FILTER, subject, label } = props;
  const { actionsThen, selected, onSelect } = props;
  const isComparison = actionsThen !== undefined;
  const [closedModules, setClosedModules] = useState<ReadonlySet<string>>(
    new Set(),
  );
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const opened = useMemo(
    () => openFromStart(changes, subject === 'drift' || isComparison),
    [changes, subject, isComparison],
  );
  const isOpen = (key: string) => turned.get(key) ?? opened.has(key);
  const turn = (key: string, open: boolean) =>
    setTurned(previous => new Map(previous).set(key, open));
  const rows = useMemo(
    () => toPlanRows(changes, filter, closedModules),
    [changes, filter, closedModules],
  );
  const chosenHereRef = useRef<string | undefined>();
  const [target, setTarget] = useState<string | undefined>();
  useEffect(() => {
    // Whoever pressed a row has it before their eyes.
    if (selected === undefined || selected === chosenHereRef.current) return;
    turn(selected, true);
    setClosedModules(previous => withoutModulesOf(changes, selected, previous));
    setTarget(selected);
    // Only when it changes: a list that is read again stays where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);
  return (
    <RowList
      rows={rows}
      label={label}
      target={target}
      render={row =>
        row.kind === 'module' ? (
          <ModuleHeading
            row={row}
            onToggle={() =>
              setClosedModules(previous => toggled(previous, row.key))
            }
          />
        ) : (
          <ResourceRow
            change={row.change}
            subject={subject}
            isOpen={isOpen(row.key)}
            isSelected={row.key === selected}
            actionThen={actionsThen?.get(row.key)}
            onToggle={() => {
              const open = !isOpen(row.key);
              chosenHereRef.current = open ? row.key : undefined;
              turn(row.key, open);
              if (open) onSelect?.(row.key);
              else if (row.key === selected) onSelect?.(undefined);
            }}
          />
        )
      }
    />
  );
}

/** Nobody should have to look for what is destroyed, for the few that drifted, or for what became of a plan. */
function openFromStart(
  changes: ResourceChange[],
  isAllOfInterest: boolean,
): ReadonlySet<string> {
  const worst = isAllOfInterest ? changes : changes.filter(isDestructive);
  return new Set(worst.length > MOST_OPEN ? [] : worst.map(changeKey));
}

function withoutModulesOf(
  changes: ResourceChange[],
  key: string,
  closed: ReadonlySet<string>,
): ReadonlySet<string> {
  const change = changes.find(each => changeKey(each) === key);
  const next = new Set(closed);
  let address = '';
  for (const name of modulePath(change?.moduleAddress ?? '')) {
    address = address ? `${address}.${name}` : name;
    next.delete(`module ${address}`);
  }
  return next;
}
