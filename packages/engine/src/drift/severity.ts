import type {
  DriftSeverity,
  OutsideChange,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { isReplacement } from '../plan/actions';

/** What clouds call words for people and billing, with the copies that providers keep of them. */
const LABELS =
  /^(metadata\[0\]\.)?(tags|tags_all|labels|effective_labels|terraform_labels|annotations|effective_annotations)($|[.[])/;

const ORDER: readonly DriftSeverity[] = ['high', 'medium', 'low'];

/**
 * A deleted or replaced object is worse than a changed one, and a label is the
 * least. No more is told of a change without knowing what the resource is for.
 */
export function withSeverity(change: ResourceChange): OutsideChange {
  return { ...change, severity: severityOf(change) };
}

/** Worst first, otherwise in the plan's own order. */
export function worstFirst(changes: OutsideChange[]): OutsideChange[] {
  return [...changes].sort((one, other) => rank(one) - rank(other));
}

function severityOf(change: ResourceChange): DriftSeverity {
  if (change.action === 'delete' || isReplacement(change.action)) return 'high';
  const { attributes } = change;
  return attributes.length > 0 &&
    attributes.every(({ path }) => LABELS.test(path))
    ? 'low'
    : 'medium';
}

function rank({ severity }: OutsideChange): number {
  return severity ? ORDER.indexOf(severity) : ORDER.length;
}
