import type {
  DriftBookkeeping,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { isImport, isMove } from '../plan/resourceChanges';

/** What an apply would only write down. */
export function bookkeepingOf(
  changes: ResourceChange[],
  outputs: string[],
): DriftBookkeeping {
  const addresses = (is: (change: ResourceChange) => boolean) =>
    changes.filter(is).map(({ address }) => address);
  return {
    outputs,
    moved: addresses(isMove),
    imported: addresses(isImport),
    forgotten: addresses(({ action }) => action === 'forget'),
  };
}

/** Whether it changes nothing but the state. */
export function isBookkeeping({ action }: ResourceChange): boolean {
  return action === 'no-op' || action === 'forget';
}
