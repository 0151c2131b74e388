import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FileTail } from './FileTail';
import { Stopper, type Interruption, type StopRules } from './Stopper';

/** Between two readings of the output. Milliseconds. */
const TAIL_INTERVAL_MS = 40;

/** A program that has printed more since the last reading is read on at once. Bytes. */
const BUSY_BYTES = 1024 * 1024;

export interface Command extends StopRules {
  binary: string;
  args: string[];
  cwd: string;
  /** The child's whole environment. */
  env: Record<string, string>;
  /** Folder and stem of the files that take stdout and stderr. */
  output: { folder: string; name: string };
  /** See {@link FileTailOptions.limit}. */
  outputBytes: number;
  onStdout: (text: string) => void;
  onStderr: (text: string) => void;
  /** Awaited while the program already works; what it throws interrupts it. */
  onStarted?: (pid: number) => Promise<void>;
  /** Output is about to be thrown away, see {@link FileTailOptions.onCut}. */
  onCut?: () => Promise<void>;
  /** See {@link FileTailOptions.onLost}; of stdout. */
  onLost?: (bytes: number) => void;
}

export interface CommandOutcome {
  /** Absent when a signal ended the process. */
  exitCode?: number;
  killedBy?: NodeJS.Signals;
  /** Why a SIGINT was sent. */
  interruptedBy?: Interruption;
  /** More than the one SIGINT was needed. */
  forced: boolean;
}

/** Names of the two files that take a command's output. */
export function outputFile(
  output: Command['output'],
  stream: 'stdout' | 'stderr',
): string {
  return path.join(output.folder, `${output.name}.${stream}`);
}

export async function removeOutput(output: Command['output']): Promise<void> {
  await rm(outputFile(output, 'stdout'), { force: true });
  await rm(outputFile(output, 'stderr'), { force: true });
}

/**
 * Runs a program without a shell, in a process group of its own and with stdin
 * closed. Its output goes to files, not to pipes: when this process dies, the
 * child does not die of SIGPIPE in the middle of an apply.
 *
 * It is stopped as {@link StopRules} say: with at most one SIGINT, for a second
 * one makes Terraform give up its state.
 *
 * @throws what a listener throws, after the program was interrupted and has ended
 */
export async function runCommand(command: Command): Promise<CommandOutcome> {
  const stdout = await open(outputFile(command.output, 'stdout'), 'a', 0o600);
  const stderr = await open(outputFile(command.output, 'stderr'), 'a', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(command.binary, command.args, {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ['ignore', stdout.fd, stderr.fd],
    });
    await once(child, 'spawn');
  } finally {
    await stdout.close();
    await stderr.close();
  }
  return supervise(child, command);
}

async function supervise(
  child: ChildProcess,
  command: Command,
): Promise<CommandOutcome> {
  const stopper = new Stopper(child, command);
  const over = new AbortController();
  const ended = waitForEnd(child).finally(() => over.abort());
  const tails: FileTail[] = [];
  let failure: { error: unknown } | undefined;
  const guard = async (work: () => Promise<void>) => {
    if (failure) return;
    try {
      await work();
    } catch (error) {
      failure = { error };
      stopper.interrupt('abort');
    }
  };
  let busy = false;
  const drain = async () => {
    let bytes = 0;
    for (const tail of tails) bytes += await tail.drain();
    if (bytes > 0) stopper.heard();
    busy = bytes > BUSY_BYTES;
  };
  try {
    await guard(async () => {
      await command.onStarted?.(child.pid ?? 0);
      tails.push(...(await openTails(command)));
    });
    while (!over.signal.aborted) {
      await guard(drain);
      // Nobody reads on, and yet the disk may not fill.
      if (failure) await Promise.allSettled(tails.map(tail => tail.bound()));
      else if (busy) continue;
      await delay(TAIL_INTERVAL_MS, undefined, { signal: over.signal }).catch(
        () => undefined,
      );
    }
    const outcome = await ended;
    await guard(drain);
    if (failure) throw failure.error;
    const { interruptedBy, forced } = stopper;
    return { ...outcome, interruptedBy, forced };
  } finally {
    stopper.close();
    await Promise.all(tails.map(tail => tail.close()));
  }
}

async function openTails(command: Command): Promise<FileTail[]> {
  const { output, outputBytes: limit, onStdout, onStderr } = command;
  return Promise.all([
    FileTail.create({
      file: outputFile(output, 'stdout'),
      limit,
      onText: onStdout,
      onCut: command.onCut,
      onLost: command.onLost,
    }),
    FileTail.create({
      file: outputFile(output, 'stderr'),
      limit,
      onText: onStderr,
    }),
  ]);
}

async function waitForEnd(
  child: ChildProcess,
): Promise<Pick<CommandOutcome, 'exitCode' | 'killedBy'>> {
  if (child.exitCode === null && child.signalCode === null) {
    await once(child, 'exit');
  }
  return {
    exitCode: child.exitCode ?? undefined,
    killedBy: child.signalCode ?? undefined,
  };
}
