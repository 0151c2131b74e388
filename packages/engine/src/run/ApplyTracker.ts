import type { ApplyProgress } from '@backstage-iac/plugin-iac-common';
import { asNumber, asObject, asText } from '../json/narrow';

export interface ChangeCounts {
  add: number;
  change: number;
  remove: number;
}

/** The two halves of a replacement, in either order. */
const HALVES_OF_REPLACE = 2;

/** Follows the event stream of `apply -json`, resource by resource. */
export class ApplyTracker {
  readonly #planned = new Map<string, string>();
  readonly #done = new Map<string, string>();
  readonly #unfinished = new Map<string, string>();
  readonly #halves = new Map<string, number>();
  #applied?: ChangeCounts;

  /** Counted by Terraform at the end of an apply, which it thereby calls complete. */
  get applied(): ChangeCounts | undefined {
    return this.#applied;
  }

  /** One event, as parsed JSON. */
  note(event: Record<string, unknown>): void {
    const type = asText(event.type);
    if (type === 'planned_change') {
      const change = asObject(event.change);
      const address = asText(asObject(change.resource).addr);
      if (address) this.#planned.set(address, asText(change.action) ?? '');
    } else if (type === 'change_summary') {
      const changes = asObject(event.changes);
      if (changes.operation === 'apply') this.#applied = readCounts(changes);
    } else {
      this.#hook(type, asObject(event.hook));
    }
  }

  progress(): ApplyProgress {
    return { done: list(this.#done), unfinished: list(this.#unfinished) };
  }

  /** Counted here, for an apply whose own summary was lost. */
  counted(): ChangeCounts {
    const actions = [...this.#done.values()];
    const count = (...wanted: string[]) =>
      actions.filter(action => wanted.includes(action)).length;
    return {
      add: count('create', 'replace'),
      change: count('update'),
      remove: count('delete', 'replace'),
    };
  }

  #hook(type: string | undefined, hook: Record<string, unknown>): void {
    const address = asText(asObject(hook.resource).addr);
    const told = asText(hook.action);
    if (!address || !told || told === 'read') return;
    const replaced = this.#planned.get(address) === 'replace';
    const action = replaced ? 'replace' : told;
    if (type === 'apply_start') {
      this.#unfinished.set(address, action);
    } else if (type === 'apply_complete') {
      const halves = (this.#halves.get(address) ?? 0) + 1;
      this.#halves.set(address, halves);
      if (replaced && halves < HALVES_OF_REPLACE) return;
      this.#unfinished.delete(address);
      this.#done.set(address, action);
    }
  }
}

function readCounts(changes: Record<string, unknown>): ChangeCounts {
  return {
    add: asNumber(changes.add) ?? 0,
    change: asNumber(changes.change) ?? 0,
    remove: asNumber(changes.remove) ?? 0,
  };
}

function list(
  resources: Map<string, string>,
): { address: string; action: string }[] {
  return [...resources].map(([address, action]) => ({ address, action }));
}
