/** Trouble on request: delays and failures, from the provider's settings and from a file beside the cloud. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CachedJson } from './store';

export type Operation = 'create' | 'read' | 'update' | 'delete';
export const operations: readonly Operation[] = [
  'create',
  'read',
  'update',
  'delete',
];

/** Fails every operation that it matches. */
export interface FailRule {
  readonly operation: Operation;
  /** Resource type; any when absent. */
  readonly type?: string;
  /** The object's `name`; any when absent. */
  readonly name?: string;
  /** How long the operation seems to work before it fails. */
  readonly after_ms?: number;
  readonly message?: string;
}

export interface FaultSettings {
  /** Delay of each operation, in milliseconds. */
  readonly delay_ms?: Partial<Record<Operation, number>>;
  readonly fail?: readonly FailRule[];
}

export interface Target {
  readonly operation: Operation;
  readonly type: string;
  readonly name: string;
}

export class Faults {
  private readonly file: CachedJson<FaultSettings>;

  constructor(
    directory: string,
    cloud: string,
    private readonly settings: FaultSettings,
  ) {
    this.file = new CachedJson(
      join(directory, `${cloud}.faults.json`),
      () => ({}),
    );
  }

  /** Waits as long as the settings say, then fails if they say so. The file's delays win over the provider's. */
  async meet(target: Target, signal: AbortSignal): Promise<void> {
    const file = this.file.read();
    const delays = { ...this.settings.delay_ms, ...file.delay_ms };
    const rule = [...(file.fail ?? []), ...(this.settings.fail ?? [])].find(
      one =>
        one.operation === target.operation &&
        (one.type ?? target.type) === target.type &&
        (one.name ?? target.name) === target.name,
    );
    const wait = (delays[target.operation] ?? 0) + (rule?.after_ms ?? 0);
    if (wait > 0) {
      await sleep(wait, undefined, { signal }).catch(() => {
        throw new Error(`The ${target.operation} was interrupted`);
      });
    }
    if (rule) {
      throw new Error(
        rule.message ??
          `The sandbox was told to fail the ${target.operation} of ${target.type} "${target.name}"`,
      );
    }
  }
}
