import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { StageName } from '@backstage-iac/plugin-iac-common';
import { checkEnvironment } from '../environment/checkEnvironment';
import { RunCanceledError, RunFailure } from '../errors';
import { childEnvironment } from '../process/childEnvironment';
import { BoundedText } from '../process/BoundedText';
import {
  removeOutput,
  runCommand,
  type Command,
  type CommandOutcome,
} from '../process/runCommand';
import { redactError, Redactor, type SecretValue } from '../redaction';
import { checkSecrets, secretsOf } from '../secrets/environmentSecrets';
import type { Backend } from '../state/backend';
import type { Tool } from '../tool/Tools';
import { Tripwire } from '../tripwire';
import type { EngineEvent, RunContext, RunLimits } from '../types';
import { RunFolder } from '../workingCopy/RunFolder';
import type { EngineParts } from './EngineParts';
import { RunLog } from './RunLog';
import { describeLimit, limitsOf } from './limits';
import { Stages } from './Stages';
import { explainSystemError } from './systemErrors';

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
  /** `plan` and `apply` tell what they do, and are stopped when they fall silent. An `apply` is never killed by itself. */
  kind?: 'plan' | 'apply';
  /** Also after a cancel, which it does not heed: what was done must be known. */
  regardless?: boolean;
  /** @defaultValue a fresh one */
  output?: Command['output'];
  onStdout: (text: string) => void;
  onStderr: (text: string) => void;
  onStarted?: (pid: number) => Promise<void>;
  onCut?: () => Promise<void>;
  onLost?: (bytes: number) => void;
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
    this.folder = RunFolder.of(parts.home, request.runId, parts.vault);
    this.limits = limitsOf(environment);
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
    checkEnvironment(options.request.environment);
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
    if (!command.regardless) this.throwIfCanceled();
    const { environment } = this.#request;
    const { limits } = this;
    const { backend, kind } = command;
    const output = command.output ?? this.nextOutput(command.name);
    const outcome = runCommand({
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
      output,
      signal: command.regardless ? undefined : this.signal,
      kill: this.#request.kill,
      timeoutMs:
        kind === 'apply' ? limits.applyTimeoutMs : limits.commandTimeoutMs,
      silenceMs: kind ? limits.silenceMs : undefined,
      graceMs: kind === 'apply' ? undefined : limits.graceMs,
      outputBytes: limits.outputBytes,
      onStdout: command.onStdout,
      onStderr: command.onStderr,
      onStarted: command.onStarted,
      onCut: command.onCut,
      onLost: command.onLost,
    });
    return outcome.finally(async () => {
      // Plans and states are printed in clear; a later process looks at an apply's alone.
      if (kind !== 'apply') await removeOutput(output);
    });
  }

  /** A name for the files that take a command's output. */
  nextOutput(name: string): Command['output'] {
    this.#commands += 1;
    const number = String(this.#commands).padStart(2, '0');
    return {
      folder: this.folder.output,
      name: `${number}-${name}-${Date.now()}`,
    };
  }

  /**
   * For commands that only read: their whole output.
   *
   * @throws RunCanceledError, and RunFailure for one that took too long or was killed
   */
  async ask(
    command: Omit<TerraformCommand, 'onStdout' | 'onStderr'>,
  ): Promise<SpokenOutcome> {
    const limit = this.limits.outputBytes;
    const stdout = new BoundedText(limit);
    const stderr = new BoundedText(limit);
    const outcome = await this.terraform({
      ...command,
      onStdout: text => {
        stdout.write(text);
        if (stdout.isCut) throw tooMuch(command.name, limit);
      },
      onStderr: text => stderr.write(text),
    });
    this.throwIfStopped(command.name, outcome);
    // Some commands know no `-no-color`.
    const plain = stripVTControlCharacters(`${stderr}`);
    return { ...outcome, stdout: `${stdout}`, stderr: plain };
  }

  throwIfCanceled(): void {
    if (this.signal?.aborted) throw new RunCanceledError();
  }

  /** For commands that change nothing. */
  throwIfStopped(name: string, outcome: CommandOutcome): void {
    if (outcome.interruptedBy === 'abort') throw new RunCanceledError();
    const { interruptedBy } = outcome;
    if (interruptedBy) {
      const { said, nextStep } = describeLimit(this.limits, interruptedBy);
      throw new RunFailure(
        `'${name}' ${said} and was ${outcome.forced ? 'killed' : 'stopped'}`,
        { nextStep },
      );
    }
    if (outcome.exitCode === undefined) {
      throw new RunFailure(`'${name}' was killed by ${outcome.killedBy}`, {
        nextStep: 'Check the memory of the machine and try again.',
      });
    }
  }

  /** Before any process starts: what cannot be masked is refused. */
  #checkSecrets(stage: StageName | undefined): void {
    this.#setTripwire(this.#tripwire);
    const warnings = checkSecrets(this.#request.environment);
    // A look at a state has no stages, and nobody who reads a log.
    if (!stage) return;
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
    const understood = error instanceof RunFailure;
    if (!understood && this.signal?.aborted) return new RunCanceledError();
    const known = understood
      ? error
      : explainSystemError(error, this.folder.root);
    return redactError(known ?? error, this.#redactor);
  }
}

function tooMuch(name: string, limit: number): RunFailure {
  const mebibytes = (limit / 1024 / 1024).toFixed(1);
  return new RunFailure(
    `'${name}' printed more than ${mebibytes} MiB and was stopped`,
    {
      nextStep:
        "Look at what it prints; if all of it is needed, raise the limit 'outputBytes' of the environment.",
    },
  );
}
