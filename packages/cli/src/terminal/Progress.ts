import type { Stage, StageStatus } from '@backstage-iac/plugin-iac-common';
import { plainText } from './plainText';
import type { Terminal } from './Terminal';

const TICK_MS = 1_000;
const NAME_WIDTH = 9;

/** Each status has a shape, and all but success a word. */
const MARKS: Record<Exclude<StageStatus, 'pending' | 'running'>, string> = {
  passed: '✔',
  warned: '! warned',
  failed: '✖ failed',
  skipped: '– skipped',
};

/** Tells what a run is doing: one line per stage, with its duration, as it ends. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #seen = new Map<string, StageStatus>();
  readonly #now: () => number;
  #current?: { name: string; since: number; timer?: NodeJS.Timeout };

  static create(options: { terminal: Terminal; now?: () => number }): Progress {
    return new Progress(options.terminal, options.now ?? Date.now);
  }

  private constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
  }

  /** A stage as it is now. The same status told twice is shown once. */
  stage(stage: Stage) {
    if (this.#seen.get(stage.name) === stage.status) return;
    this.#seen.set(stage.name, stage.status);
    if (stage.status === 'pending') return;
    if (stage.status === 'running') {
      this.#start(stage);
      return;
    }
    const { status, message } = stage;
    this.#stop();
    const [shape, word] = MARKS[status].split(' ');
    const facts = [
      `${shape} ${stage.name.padEnd(NAME_WIDTH)}`,
      duration(stage).padStart(6),
      [word, message && plainText(message)].filter(Boolean).join(': '),
    ];
    this.#line(facts.filter(Boolean).join('  '));
  }

  /** One line of news. */
  note(text: string) {
    this.#clear();
    this.#line(plainText(text));
    this.#draw();
  }

  /** Whole lines of a run's log, indented below its stage. */
  log(text: string) {
    this.#clear();
    for (const line of text.replace(/\n$/, '').split('\n')) {
      this.#line(`    ${plainText(line)}`);
    }
    this.#draw();
  }

  /** Takes back the unfinished line. */
  end() {
    this.#stop();
  }

  #start(stage: Stage) {
    this.#stop();
    const since = stage.startedAt ? Date.parse(stage.startedAt) : this.#now();
    this.#current = { name: stage.name, since };
    if (!this.#terminal.live) return;
    this.#current.timer = setInterval(() => this.#draw(), TICK_MS);
    this.#current.timer.unref();
    this.#draw();
  }

  #stop() {
    this.#clear();
    clearInterval(this.#current?.timer);
    this.#current = undefined;
  }

  #draw() {
    if (!this.#current || !this.#terminal.live) return;
    const { name, since } = this.#current;
    const elapsed = Math.max(0, Math.floor((this.#now() - since) / 1_000));
    this.#terminal.report(
      `\r\u001b[K… ${name.padEnd(NAME_WIDTH)}  ${`${elapsed}s`.padStart(6)}`,
    );
  }

  #clear() {
    if (this.#current && this.#terminal.live) {
      this.#terminal.report('\r\u001b[K');
    }
  }

  #line(text: string) {
    this.#terminal.report(`${text.trimEnd()}\n`);
  }
}

function duration({ startedAt, finishedAt }: Stage): string {
  if (!startedAt || !finishedAt) return '';
  const milliseconds = Date.parse(finishedAt) - Date.parse(startedAt);
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)}s`;
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(
    2,
    '0',
  )}s`;
}
