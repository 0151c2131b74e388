import { joinRedacted, type EngineEvent } from '@backstage-iac/engine';
import type {
  RedactedStage,
  RunState,
  StageName,
} from '@backstage-iac/plugin-iac-common';
import { isError } from '@backstage/errors';
import type { ClaimedRun } from '../database/RunLeases';
import type { LogPiece, LogStore } from '../database/LogStore';
import type { RunPatch } from '../database/runRow';
import type { RunTransitions, Transition } from '../database/RunTransitions';
import type { Clock } from './Clock';
import { Wakeup } from './Wakeup';

/** Lines gather for as long before they are stored in one batch. */
const LOG_DELAY_MS = 200;
/** Text that is stored without waiting, in characters. */
const LOG_BATCH_CHARACTERS = 64 * 1024;

/** A database that is away is asked again after 0.25 s, 0.5 s, … up to 5 s. */
const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 5_000;

/** About half a minute: what fails for longer may be a full disk. */
const STORE_ATTEMPTS = 10;

/** Trying again does not help: the run is not this worker's, or not in the state it thinks, or a secret was written. */
const FINAL_ERRORS = ['LeaseLostError', 'ConflictError', 'LeakError'];

/**
 * The database answered, and will say the same again: SQLSTATE classes 22 (data),
 * 23 (constraints) and 42 (syntax, access), and what SQLite calls them.
 */
const REFUSED_STATEMENT =
  /^((22|23|42)[0-9A-Z]{3}|SQLITE_(CONSTRAINT|MISMATCH|TOOBIG).*)$/;

const STATE_OF_STAGE: Readonly<Partial<Record<StageName, RunState>>> = {
  fetch: 'fetching',
  init: 'checking',
  fmt: 'checking',
  validate: 'checking',
  plan: 'planning',
};

const PLAN_STATES: readonly RunState[] = [
  'fetching',
  'checking',
  'planning',
  'planned',
];

/**
 * Writes what the engine reports about one run, in the order in which it
 * reports it. A database that is away is waited for, for as long as the lease
 * may still hold. A write that is refused ends the recording: the run belongs to
 * somebody else, and its former worker must not go on as if it did not.
 */
export class RunRecorder {
  readonly #claimed: ClaimedRun;
  readonly #transitions: RunTransitions;
  readonly #logs: LogStore;
  readonly #onFailure: (error: unknown) => void;
  readonly #abandoned: AbortSignal;
  readonly #wakeup: Wakeup;
  #state: RunState;
  #stages: RedactedStage[];
  #pieces: LogPiece[] = [];
  #characters = 0;
  #timer?: NodeJS.Timeout;
  #writes: Promise<void> = Promise.resolve();
  #failure?: { error: unknown };

  constructor(options: {
    claimed: ClaimedRun;
    transitions: RunTransitions;
    logs: LogStore;
    onFailure: (error: unknown) => void;
    /** Aborted when failed writes are not to be tried again. */
    abandoned: AbortSignal;
    clock: Clock;
  }) {
    this.#claimed = options.claimed;
    this.#transitions = options.transitions;
    this.#logs = options.logs;
    this.#onFailure = options.onFailure;
    this.#abandoned = options.abandoned;
    this.#wakeup = new Wakeup(options.clock);
    this.#abandoned.addEventListener('abort', () => this.#wakeup.nudge());
    this.#state = options.claimed.run.state;
    this.#stages = options.claimed.run.stages;
  }

  /** State of the run when all that was given is written. */
  get state(): RunState {
    return this.#state;
  }

  get stages(): RedactedStage[] {
    return this.#stages;
  }

  readonly onEvent = (event: EngineEvent): void => {
    switch (event.type) {
      case 'log':
        this.#gather({ stage: event.stage, text: event.text });
        break;
      case 'commit':
        this.#update({ commit: event.commit });
        break;
      case 'tool':
        this.#update({ tool: event.tool });
        break;
      case 'stage':
        this.#flushLog();
        this.setStage(event.stage);
        break;
      default:
    }
  };

  /** Adds a stage, or replaces the one of the same name. */
  setStage(stage: RedactedStage): void {
    const known = this.#stages.some(({ name }) => name === stage.name);
    this.#stages = known
      ? this.#stages.map(other => (other.name === stage.name ? stage : other))
      : [...this.#stages, stage];
    const state = STATE_OF_STAGE[stage.name];
    if (state) this.#advance(state);
    this.#update({ stages: this.#stages });
  }

  /** Goes to `planned` with what the plan proved. */
  planned(patch: RunPatch): void {
    this.#advance('planned', patch);
  }

  /** A change of state within the worker's own part of a run. */
  enter(
    to: RunState,
    patch?: RunPatch,
    alongside?: Transition['alongside'],
  ): void {
    const from = this.#state;
    this.#state = to;
    this.#enqueue(async () => {
      await this.#transitions.transition({
        runId: this.#claimed.run.id,
        ticket: this.#claimed.ticket,
        from,
        to,
        patch,
        alongside,
      });
    });
  }

  /**
   * Writes what is not the row of the run, and waits out a short outage.
   *
   * @throws the failure of the last attempt
   */
  async store(write: () => Promise<void>): Promise<void> {
    return this.#persist(write, STORE_ATTEMPTS);
  }

  /** @throws the first failure of a write */
  async settle(): Promise<void> {
    this.#flushLog();
    await this.#writes;
    if (this.#failure) throw this.#failure.error;
  }

  #gather(piece: LogPiece): void {
    this.#pieces.push(piece);
    this.#characters += piece.text.length;
    if (this.#characters >= LOG_BATCH_CHARACTERS) this.#flushLog();
    else this.#timer ??= setTimeout(() => this.#flushLog(), LOG_DELAY_MS);
  }

  #flushLog(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pieces = mergePieces(this.#pieces);
    this.#pieces = [];
    this.#characters = 0;
    if (pieces.length === 0) return;
    const { run, ticket } = this.#claimed;
    this.#enqueue(() => this.#logs.append(run.id, ticket, pieces));
  }

  /** Goes forward through every state that lies between: the engine may skip a stage. */
  #advance(target: RunState, patch?: RunPatch): void {
    const last = PLAN_STATES.indexOf(target);
    for (const state of PLAN_STATES.slice(0, last + 1)) {
      if (isLater(state, this.#state)) {
        this.enter(state, state === target ? patch : undefined);
      }
    }
  }

  #update(patch: RunPatch): void {
    const { run, ticket } = this.#claimed;
    this.#enqueue(() => this.#transitions.update(run.id, ticket, patch));
  }

  #enqueue(write: () => Promise<void>): void {
    this.#writes = this.#writes.then(async () => {
      if (this.#failure) return;
      try {
        await this.#persist(write);
      } catch (error) {
        this.#failure = { error };
        this.#onFailure(error);
      }
    });
  }

  /** A batch of log lines whose success was not heard of may be stored twice. */
  async #persist(
    write: () => Promise<void>,
    attempts = Infinity,
  ): Promise<void> {
    let delay = FIRST_RETRY_MS;
    for (let attempt = 1; ; attempt += 1, delay *= 2) {
      try {
        await write();
        return;
      } catch (error) {
        const over = this.#abandoned.aborted || attempt >= attempts;
        if (over || isFinal(error)) throw error;
      }
      // The end of all hope cuts the wait short: once more, and no further.
      await this.#wakeup.wait(Math.min(delay, MAX_RETRY_MS));
    }
  }
}

function isFinal(error: unknown): boolean {
  if (!isError(error)) return false;
  const { code } = error as { code?: unknown };
  return (
    FINAL_ERRORS.includes(error.name) ||
    (typeof code === 'string' && REFUSED_STATEMENT.test(code))
  );
}

function isLater(state: RunState, than: RunState): boolean {
  const from = PLAN_STATES.indexOf(than);
  return from >= 0 && PLAN_STATES.indexOf(state) > from;
}

/** One row for neighbours of the same stage. */
function mergePieces(pieces: LogPiece[]): LogPiece[] {
  const merged: LogPiece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (last?.stage === piece.stage) {
      merged[merged.length - 1] = {
        stage: piece.stage,
        text: joinRedacted([last.text, piece.text]),
      };
    } else {
      merged.push(piece);
    }
  }
  return merged;
}
