import { joinRedacted, type EngineEvent } from '@backstage-iac/engine';
import type {
  RedactedStage,
  RunState,
  StageName,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import type { ClaimedRun } from '../database/RunLeases';
import type { LogPiece, LogStore } from '../database/LogStore';
import type { RunPatch } from '../database/runRow';
import type { RunTransitions } from '../database/RunTransitions';

/** Lines gather for as long before they are stored in one batch. */
const LOG_DELAY_MS = 200;
/** Text that is stored without waiting, in characters. */
const LOG_BATCH_CHARACTERS = 64 * 1024;

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
 * reports it. The first write that fails ends the run: its worker may have lost
 * the lease, and must not go on as if it had not.
 */
export class RunRecorder {
  readonly #claimed: ClaimedRun;
  readonly #transitions: RunTransitions;
  readonly #logs: LogStore;
  readonly #onFailure: (error: unknown) => void;
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
  }) {
    this.#claimed = options.claimed;
    this.#transitions = options.transitions;
    this.#logs = options.logs;
    this.#onFailure = options.onFailure;
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
    alongside?: (tx: Knex) => Promise<void>,
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
    this.#enqueue(() => this.#logs.append(this.#claimed.run.id, pieces));
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
        await write();
      } catch (error) {
        this.#failure = { error };
        this.#onFailure(error);
      }
    });
  }
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
