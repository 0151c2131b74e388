/** The cloud: one JSON file per environment. */
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ValueMap } from '../protocol/values';
import { withLock } from './lock';

export interface CloudObject {
  readonly type: string;
  readonly attributes: ValueMap;
}

export interface CloudDocument {
  /** Counts the changes. */
  serial: number;
  objects: Record<string, CloudObject>;
}

type Change = (document: CloudDocument) => void;

interface Waiting {
  readonly change: Change;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A file's content, parsed once for as long as the file is the same one. */
export class CachedJson<T> {
  private stamp = '';
  private value: T | undefined;

  constructor(readonly path: string, private readonly empty: () => T) {}

  read(): T {
    const stat = statSync(this.path, { throwIfNoEntry: false, bigint: true });
    const stamp = stat ? `${stat.ino}-${stat.mtimeNs}-${stat.size}` : 'absent';
    if (this.value === undefined || stamp !== this.stamp) {
      this.value = stat ? this.parse() : this.empty();
      this.stamp = stamp;
    }
    return this.value;
  }

  private parse(): T {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as T;
    } catch (error) {
      throw new Error(`${this.path} cannot be read: ${error}`);
    }
  }
}

function isCloudName(cloud: string): boolean {
  // It becomes a file name.
  return /^[a-z0-9][a-z0-9_-]{0,62}$/.test(cloud);
}

export class CloudStore {
  private readonly file: CachedJson<CloudDocument>;
  private readonly waiting: Waiting[] = [];
  private writing = false;

  constructor(directory: string, readonly cloud: string) {
    if (!isCloudName(cloud)) {
      throw new Error(
        `"${cloud}" cannot name a cloud: use lower-case letters, digits, dashes and underscores`,
      );
    }
    mkdirSync(directory, { recursive: true });
    this.file = new CachedJson(join(directory, `${cloud}.json`), () => ({
      serial: 0,
      objects: {},
    }));
  }

  get path(): string {
    return this.file.path;
  }

  /** The document as it is now. Not to be changed: use `update`. */
  read(): Readonly<CloudDocument> {
    return this.file.read();
  }

  /** Makes a change under the lock. A change that throws leaves everything as it was. */
  update(change: Change): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ change, resolve, reject });
      if (!this.writing) void this.writeAll();
    });
  }

  /** Changes that arrive while another is being written are written together: one file write instead of hundreds. */
  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      let batch: Waiting[] = [];
      try {
        const failures = await withLock(`${this.path}.lock`, () => {
          batch = this.waiting.splice(0);
          return this.apply(batch);
        });
        batch.forEach(({ resolve, reject }, index) =>
          failures.has(index) ? reject(failures.get(index)) : resolve(),
        );
      } catch (error) {
        [...batch, ...this.waiting.splice(0)].forEach(one => one.reject(error));
      }
    }
    this.writing = false;
  }

  private apply(batch: readonly Waiting[]): Map<number, unknown> {
    const current = this.file.read();
    const next: CloudDocument = {
      serial: current.serial,
      objects: { ...current.objects },
    };
    const failures = new Map<number, unknown>();
    batch.forEach(({ change }, index) => {
      // Objects are replaced, never changed in place: a shallow copy is a full undo.
      const before = { ...next.objects };
      try {
        change(next);
        next.serial += 1;
      } catch (error) {
        next.objects = before;
        failures.set(index, error);
      }
    });
    if (next.serial !== current.serial) this.replaceFile(next);
    return failures;
  }

  /** A reader sees the old file or the new one, never half of one. */
  private replaceFile(document: CloudDocument): void {
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, `${JSON.stringify(document, null, 2)}\n`);
      renameSync(temporary, this.path);
    } finally {
      rmSync(temporary, { force: true });
    }
  }
}
