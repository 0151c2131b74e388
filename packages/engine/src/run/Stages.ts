import type {
  RedactedStage,
  StageName,
  StageStatus,
} from '@backstage-iac/plugin-iac-common';
import { messageOf } from '../files/nodeErrors';
import type { Redactor } from '../redaction';
import type { EngineEvent } from '../types';

/** How a stage ended, when not simply `passed`. */
export interface StageOutcome {
  status: Extract<StageStatus, 'passed' | 'warned' | 'skipped'>;
  message?: string;
}

/** The steps of one call, in order; every change is told. */
export class Stages {
  readonly #stages: RedactedStage[];
  readonly #redactor: () => Redactor;
  readonly #emit: (event: EngineEvent) => void;

  constructor(options: {
    names: StageName[];
    redactor: () => Redactor;
    emit: (event: EngineEvent) => void;
  }) {
    this.#stages = options.names.map(name => ({ name, status: 'pending' }));
    this.#redactor = options.redactor;
    this.#emit = options.emit;
  }

  /** As they are now. */
  list(): RedactedStage[] {
    return this.#stages.map(stage => ({ ...stage }));
  }

  /** Does the work of a stage. What it throws ends the stage as failed. */
  async run<T>(
    name: StageName,
    work: (end: (outcome: StageOutcome) => void) => Promise<T>,
  ): Promise<T> {
    let outcome: StageOutcome = { status: 'passed' };
    this.#set(name, { status: 'running', startedAt: now() });
    try {
      const result = await work(given => {
        outcome = given;
      });
      const { status } = outcome;
      const message =
        outcome.message === undefined
          ? undefined
          : this.#redactor().redact(outcome.message);
      this.#set(name, { status, finishedAt: now(), message });
      return result;
    } catch (error) {
      const message = this.#redactor().redact(messageOf(error));
      this.#set(name, { status: 'failed', finishedAt: now(), message });
      throw error;
    }
  }

  /** After a failure: what will not be done any more. */
  skipRest(): void {
    for (const stage of this.#stages) {
      if (stage.status === 'pending')
        this.#set(stage.name, { status: 'skipped' });
    }
  }

  #set(name: StageName, change: Partial<RedactedStage>): void {
    const stage = this.#stages.find(candidate => candidate.name === name);
    if (!stage) return;
    Object.assign(stage, change);
    this.#emit({ type: 'stage', stage: { ...stage } });
  }
}

function now(): string {
  return new Date().toISOString();
}
