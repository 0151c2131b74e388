import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StageName } from '@backstage-iac/plugin-iac-common';
import { RunCanceledError, RunFailure } from '../errors';
import { childEnvironment } from '../process/childEnvironment';
import { runCommand, type CommandOutcome } from '../process/runCommand';
import { redactError, Redactor, type SecretValue } from '../redaction';
import { checkSecrets, secretsOf } from '../secrets/environmentSecrets';
import type { Backend } from '../state/backend';
import type { Tool } from '../tool/Tools';
import { Tripwire } from '../tripwire';
import type { EngineEvent, RunContext, RunLimits } from '../types';
import { RunFolder } from '../workingCopy/RunFolder';
import type { EngineParts } from './EngineParts';
import { RunLog } from './RunLog';
import { Stages } from './Stages';

const DEFAULT_LIMITS: RunLimits = {
  commandTimeoutMs: 60 * 60 * 1000,
  outputBytes: 64 * 1024 * 1024,
};

/** What a Terraform command gets to see, besides what all get. */
export interface TerraformCommand {
  /** Names the output files. */
  name: string;
  tool: Tool;
  args: string[];
  /** Root module. */
  cwd: string;
  dataDirectory: string;
  /** Given to commands that read or write the state: they see its credentials. */
  backend?: Backend;
  /** Values of `TF_VAR_…`. */
  variables?: Record<string, string>;
  onStdout: (text: string) => void;
  onStderr: (text: string) => void;
}

/** What a command said, in full. */
export interface SpokenOutcome extends CommandOutcome {
  stdout: string;
  stderr: string;
}

/** One call of the engine: its folder, its stages, its redactor, its processes. */
export class Session {
  readonly folder: RunFolder;
  readonly stages: Stages;
  readonly limits: RunLimits;
  readonly #parts: EngineParts;
  readonly #request: RunContext;
  readonly #temporary: string;
  readonly #secrets: SecretValue[];
  #redactor: Redactor;
  #tripwire: Tripwire;
  #commands = 0;

  private constructor(options: {
    parts: EngineParts;
    request: RunContext;
    stages: StageName[];
    temporary: string;
  }) {
    const { parts, request } = options;
    const { environment } = request;
    this.#parts = parts;
    this.#request = request;
    this.#temporary = options.temporary;
    this.folder = RunFolder.of(parts.home, request.runId);
    this.limits = { ...DEFAULT_LIMITS, ...environment.limits };
    this.#secrets = secretsOf(environment);
    this.#redactor = Redactor.create(this.#secrets);
    this.#tripwire = Tripwire.create(this.#secrets);
    this.stages = new Stages({
      names: options.stages,
      redactor: () => this.#redactor,
      emit: event => this.emit(event),
    });
  }

  /**
   * Opens a session, works in it, and closes it.
   *
   * @throws RunFailure with redacted text
   */
  static async use<T>(
    options: { parts: EngineParts; request: RunContext; stages: StageName[] },
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    // Not in the run's folder: sockets of providers live here, and their paths must be short.
    const temporary = await mkdtemp(path.join(tmpdir(), 'iac-'));
    const session = new Session({ ...options, temporary });
    try {
      session.#checkSecrets(options.stages[0]);
      return await work(session);
    } catch (error) {
      session.stages.skipRest();
      throw session.#explain(error);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  get redactor(): Redactor {
    return this.#redactor;
  }

  get signal(): AbortSignal | undefined {
    return this.#request.signal;
  }

  /** Knows what the redactor was given, and looks for it in its own way. */
  get tripwire(): Tripwire {
    return this.#tripwire;
  }

  /** From now on, the values are redacted. */
  addSecrets(secrets: SecretValue[]): void {
    if (secrets.length === 0) return;
    this.#secrets.push(...secrets);
    this.#redactor = this.#redactor.extend(secrets);
    this.#setTripwire(Tripwire.create(this.#secrets));
  }

  emit(event: EngineEvent): void {
    this.#request.onEvent?.(event);
  }

  log(stage: StageName): RunLog {
    return new RunLog({
      stage,
      redactor: this.#redactor,
      emit: event => this.emit(event),
      limit: this.limits.outputBytes,
    });
  }

  /** @throws RunCanceledError when the run was canceled before */
  async terraform(command: TerraformCommand): Promise<CommandOutcome> {
    this.throwIfCanceled();
    const { environment } = this.#request;
    const { backend } = command;
    this.#commands += 1;
    const outcome = await runCommand({
      binary: command.tool.binary,
      args: command.args,
      cwd: command.cwd,
      env: childEnvironment({
        path: this.#parts.path,
        home: this.folder.home,
        temporary: this.#temporary,
        dataDirectory: command.dataDirectory,
        cliConfigFile: this.#parts.cliConfigFile,
        workspace: backend?.workspace,
        providers: environment.env,
        state: backend ? environment.state.env : {},
        variables: command.variables ?? {},
      }),
      output: {
        folder: this.folder.output,
        name: `${String(this.#commands).padStart(2, '0')}-${
          command.name
        }-${Date.now()}`,
      },
      signal: this.signal,
      timeoutMs: this.limits.commandTimeoutMs,
      outputBytes: this.limits.outputBytes,
      onStdout: command.onStdout,
      onStderr: command.onStderr,
    });
    return outcome;
  }

  /**
   * For commands that only read: their whole output.
   *
   * @throws RunCanceledError, and RunFailure for one that took too long or was killed
   */
  async ask(
    command: Omit<TerraformCommand, 'onStdout' | 'onStderr'>,
  ): Promise<SpokenOutcome> {
    const stdout: string[] = [];
    const stderr: string[] = [];
    const outcome = await this.terraform({
      ...command,
      onStdout: text => stdout.push(text),
      onStderr: text => stderr.push(text),
    });
    this.throwIfStopped(command.name, outcome);
    return { ...outcome, stdout: stdout.join(''), stderr: stderr.join('') };
  }

  throwIfCanceled(): void {
    if (this.signal?.aborted) throw new RunCanceledError();
  }

  /** For commands that change nothing. */
  throwIfStopped(name: string, outcome: CommandOutcome): void {
    if (outcome.interruptedBy === 'abort') throw new RunCanceledError();
    if (outcome.interruptedBy === 'timeout') {
      throw new RunFailure(
        `'${name}' took longer than ${this.describeTimeout()} and was stopped`,
        {
          nextStep:
            'Look at the log for what it waited for, or raise the limit.',
        },
      );
    }
    if (outcome.exitCode === undefined) {
      throw new RunFailure(`'${name}' was killed by ${outcome.killedBy}`, {
        nextStep: 'Check the memory of the machine and try again.',
      });
    }
  }

  describeTimeout(): string {
    const seconds = Math.round(this.limits.commandTimeoutMs / 1000);
    return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  }

  /** Before any process starts: what cannot be masked is refused. */
  #checkSecrets(stage: StageName): void {
    this.#setTripwire(this.#tripwire);
    const warnings = checkSecrets(this.#request.environment);
    const log = this.log(stage);
    for (const warning of warnings) log.line(warning);
    log.end();
  }

  #setTripwire(tripwire: Tripwire): void {
    this.#tripwire = tripwire;
    this.#request.onTripwire?.(tripwire);
  }

  /** Errors leave the engine redacted, whatever they are and whatever caused them. */
  #explain(error: unknown): Error {
    if (!(error instanceof RunFailure) && this.signal?.aborted) {
      return new RunCanceledError();
    }
    return redactError(error, this.#redactor);
  }
}
