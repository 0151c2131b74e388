import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { UsageError } from '../errors';

/** Signals that ask this process to end, which the copy must not outlive. */
const ENDINGS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/**
 * A decrypted copy that a person edits: a file that only its owner can read, in
 * a folder of its own, where an editor's backups stay as well. The folder is
 * gone when the work is done, whatever way it ends.
 */
export class PlainCopy {
  readonly #file: string;

  /**
   * @param options - `ref`: the encrypted file; its name tells the editor the language
   */
  static async use<T>(
    options: { ref: string; text: string },
    work: (copy: PlainCopy) => Promise<T>,
  ): Promise<T> {
    // The runtime folder of a session is in memory, where there is one.
    const parent = process.env.XDG_RUNTIME_DIR || tmpdir();
    const folder = await mkdtemp(join(parent, 'iac-secrets-'));
    try {
      await chmod(folder, 0o700);
      const file = join(folder, basename(options.ref).replace(/\.age$/, ''));
      await writeFile(file, options.text, { mode: 0o600, flag: 'wx' });
      return await work(new PlainCopy(file));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private constructor(file: string) {
    this.#file = file;
  }

  /**
   * Opens the editor of the person and waits for it.
   *
   * @returns the text as it was saved
   * @throws UsageError - when the editor does not start, fails, or the work was broken off
   */
  async edit(): Promise<string> {
    const { VISUAL, EDITOR } = process.env;
    const [program, ...args] = (VISUAL || EDITOR || 'vi').trim().split(/\s+/);
    let ended = false;
    const child = spawn(program, [...args, this.#file], { stdio: 'inherit' });
    // Ctrl-C is the editor's. The others end it, and then this command.
    const onEnding = (signal: NodeJS.Signals) => {
      if (signal === 'SIGINT') return;
      ended = true;
      child.kill(signal);
    };
    ENDINGS.forEach(signal => process.on(signal, onEnding));
    try {
      const code = await new Promise<number | null>((done, fail) => {
        child.on('error', fail);
        child.on('close', done);
      });
      if (ended) throw new UsageError('Nothing was changed: broken off');
      if (code !== 0) {
        throw new UsageError(
          `Nothing was changed: the editor '${program}' ended with ${code}`,
        );
      }
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`The editor '${program}' does not start`, {
        nextStep: 'Set EDITOR to a program, such as vi or "code --wait"',
      });
    } finally {
      ENDINGS.forEach(signal => process.off(signal, onEnding));
    }
    return readFile(this.#file, 'utf8');
  }
}
