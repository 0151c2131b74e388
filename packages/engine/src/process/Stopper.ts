import type { ChildProcess } from 'node:child_process';

/**
 * Between SIGTERM and SIGKILL of a run that is ended by force. Terraform gives
 * itself 5 seconds after its second signal. Milliseconds.
 */
const FORCE_GRACE_MS = 10_000;

/** Why a program was sent its SIGINT. */
export type Interruption = 'abort' | 'timeout' | 'silence';

export interface StopRules {
  /** Aborting sends one SIGINT. */
  signal?: AbortSignal;
  /** Aborting ends by force: SIGTERM, then SIGKILL of the group. */
  kill?: AbortSignal;
  timeoutMs: number;
  /** A program that prints nothing for as long is interrupted. */
  silenceMs?: number;
  /**
   * For programs that only read: how long one that was interrupted may take to
   * end before its group is killed. Absent for an apply, whose state a second
   * signal can lose.
   */
  graceMs?: number;
}

/**
 * Stops one child: at most one SIGINT, for whatever reason, and more only by
 * force. The child leads a process group of its own.
 */
export class Stopper {
  readonly #child: ChildProcess;
  readonly #rules: StopRules;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #silence?: NodeJS.Timeout;
  readonly #onAbort = () => this.interrupt('abort');
  readonly #onKill = () => this.#force();
  #interruptedBy?: Interruption;
  #forced = false;

  constructor(child: ChildProcess, rules: StopRules) {
    this.#child = child;
    this.#rules = rules;
    const { signal, kill, timeoutMs, silenceMs } = rules;
    this.#after(timeoutMs, () => this.interrupt('timeout'));
    if (silenceMs !== undefined) {
      this.#silence = this.#after(silenceMs, () => this.interrupt('silence'));
    }
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    kill?.addEventListener('abort', this.#onKill, { once: true });
    if (signal?.aborted) this.#onAbort();
    if (kill?.aborted) this.#onKill();
  }

  get interruptedBy(): Interruption | undefined {
    return this.#interruptedBy;
  }

  /** It did not end after its SIGINT, and was ended by force. */
  get forced(): boolean {
    return this.#forced;
  }

  /** The child has printed something. */
  heard(): void {
    this.#silence?.refresh();
  }

  interrupt(by: Interruption): void {
    if (this.#interruptedBy || this.#hasEnded()) return;
    this.#interruptedBy = by;
    this.#child.kill('SIGINT');
    const { graceMs } = this.#rules;
    if (graceMs !== undefined) this.#after(graceMs, () => this.#killGroup());
  }

  /** The child has ended: ends what it left behind, such as children of provisioners. */
  close(): void {
    this.#timers.forEach(clearTimeout);
    this.#rules.signal?.removeEventListener('abort', this.#onAbort);
    this.#rules.kill?.removeEventListener('abort', this.#onKill);
    if (this.#forced) this.#signalGroup('SIGKILL');
    else if (this.#interruptedBy) this.#signalGroup('SIGTERM');
  }

  #force(): void {
    if (this.#hasEnded()) return;
    this.#interruptedBy ??= 'abort';
    this.#forced = true;
    this.#child.kill('SIGTERM');
    this.#after(FORCE_GRACE_MS, () => this.#killGroup());
  }

  #killGroup(): void {
    if (this.#hasEnded()) return;
    this.#forced = true;
    this.#signalGroup('SIGKILL');
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #after(milliseconds: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(act, milliseconds);
    this.#timers.push(timer);
    return timer;
  }

  #signalGroup(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // Nothing is left of the group.
    }
  }
}
