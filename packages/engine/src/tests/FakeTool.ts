import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

let made = 0;

/**
 * Terraform, but for one of its commands: for what the real one cannot be made to
 * do. The other commands are those of the real one.
 */
export class FakeTool {
  readonly file: string;
  /** A `sleep` that no other process does. */
  readonly sleep: string;

  /** @param does - shell commands; `SLEEP` sleeps for ever */
  constructor(folder: string, on: string, does: string) {
    made += 1;
    this.file = path.join(folder, `terraform-fake-${made}`);
    this.sleep = `600.${process.pid}${made}`;
    const script = does.replaceAll('SLEEP', `sleep ${this.sleep}`);
    writeFileSync(
      this.file,
      `#!/bin/bash\nif [ "$1" = ${on} ]; then\n${script}\nfi\nexec terraform "$@"\n`,
      { mode: 0o755 },
    );
  }

  /** Waits until all that it started has ended; a test that waits too long fails. */
  async ended(): Promise<void> {
    while (this.#survivors().length > 0) await setImmediate();
  }

  /** Processes that it started and that still run. */
  #survivors(): string[] {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(pid => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        } catch {
          return '';
        }
      })
      .filter(line => line.includes(this.sleep));
  }
}
