import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

const SIZE = '48m';
const BLOCK = Buffer.alloc(1024 * 1024);

/** A disk of its own that can be filled to the last byte. Needs the right to mount. */
export class SmallDisk {
  readonly folder: string;
  readonly #isMounted: boolean;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    const mounted = spawnSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${SIZE}`,
      'chaos',
      folder,
    ]);
    this.#isMounted = mounted.status === 0;
  }

  /** Without a mount, the folder is an ordinary one and cannot be filled. */
  get canBeFull(): boolean {
    return this.#isMounted;
  }

  fill(): void {
    const file = openSync(this.#filler, 'w');
    try {
      for (let block = BLOCK; block.length > 0; ) {
        try {
          writeSync(file, block);
        } catch {
          // Smaller pieces until not one byte fits.
          block = block.subarray(0, Math.floor(block.length / 16));
        }
      }
    } finally {
      closeSync(file);
    }
  }

  empty(): void {
    rmSync(this.#filler, { force: true });
  }

  unmount(): void {
    if (this.#isMounted) spawnSync('umount', ['-l', this.folder]);
  }

  get #filler(): string {
    return path.join(this.folder, 'filler');
  }
}
