import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FileTail } from './FileTail';

/** Between two readings of the output. Milliseconds. */
const TAIL_INTERVAL_MS = 40;

export interface Command {
  binary: string;
  args: string[];
  cwd: string;
  /** The child's whole environment. */
  env: Record<string, string>;
  /** Folder and stem of the files that take stdout and stderr. */
  output: { folder: string; name: string };
  /** Aborting sends one SIGINT. */
  signal?: AbortSignal;
  timeoutMs: number;
  /** See {@link FileTailOptions.limit}. */
  outputBytes: number;
  onStdout: (text: string) => void;
  onStderr: (text: string) => void;
}

export interface CommandOutcome {
  /** Absent when a signal ended the process. */
  exitCode?: number;
  killedBy?: NodeJS.Signals;
  /** Why a SIGINT was sent. */
  interruptedBy?: 'abort' | 'timeout';
}

/**
 * Runs a program without a shell, in a process group of its own and with stdin
 * closed. Its output goes to files, not to pipes: when this process dies, the
 * child does not die of SIGPIPE in the middle of an apply.
 *
 * It is sent at most one SIGINT, for a second one makes Terraform give up its state.
 *
 * @throws what a listener throws, after the program was interrupted and has ended
 */
export async function runCommand(command: Command): Promise<CommandOutcome> {
  const file = (stream: string) =>
    path.join(command.output.folder, `${command.output.name}.${stream}`);
  const stdout = await open(file('stdout'), 'a', 0o600);
  const stderr = await open(file('stderr'), 'a', 0o600);
  let child: ChildProcess;
  let started: Promise<unknown>;
  try {
    child = spawn(command.binary, command.args, {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ['ignore', stdout.fd, stderr.fd],
    });
    started = once(child, 'spawn');
    await started;
  } finally {
    await stdout.close();
    await stderr.close();
  }
  const limit = command.outputBytes;
  const tails = [
    await FileTail.create({
      file: file('stdout'),
      limit,
      onText: command.onStdout,
    }),
    await FileTail.create({
      file: file('stderr'),
      limit,
      onText: command.onStderr,
    }),
  ];
  try {
    const outcome = await supervise(child, command, tails);
    // It was read, and it is not redacted. That of a killed program stays: nobody
    // knows what it did.
    if (outcome.exitCode !== undefined) {
      await Promise.all(
        ['stdout', 'stderr'].map(stream => rm(file(stream), { force: true })),
      );
    }
    return outcome;
  } finally {
    await Promise.all(tails.map(tail => tail.close()));
  }
}

async function supervise(
  child: ChildProcess,
  command: Command,
  tails: FileTail[],
): Promise<CommandOutcome> {
  let interruptedBy: CommandOutcome['interruptedBy'];
  const interrupt = (by: 'abort' | 'timeout') => {
    if (interruptedBy) return;
    interruptedBy = by;
    child.kill('SIGINT');
  };
  const onAbort = () => interrupt('abort');
  const timer = setTimeout(() => interrupt('timeout'), command.timeoutMs);
  command.signal?.addEventListener('abort', onAbort, { once: true });
  if (command.signal?.aborted) onAbort();

  const over = new AbortController();
  const ended = waitForEnd(child).finally(() => over.abort());
  let failure: { error: unknown } | undefined;
  const drain = async () => {
    try {
      for (const tail of tails) await tail.drain();
    } catch (error) {
      failure ??= { error };
      onAbort();
    }
  };
  try {
    while (!over.signal.aborted) {
      if (!failure) await drain();
      await delay(TAIL_INTERVAL_MS, undefined, { signal: over.signal }).catch(
        () => undefined,
      );
    }
    const outcome = await ended;
    if (!failure) await drain();
    if (failure) throw failure.error;
    return { ...outcome, interruptedBy };
  } finally {
    clearTimeout(timer);
    command.signal?.removeEventListener('abort', onAbort);
    if (interruptedBy) endGroup(child);
  }
}

async function waitForEnd(child: ChildProcess): Promise<CommandOutcome> {
  if (child.exitCode === null && child.signalCode === null) {
    await once(child, 'exit');
  }
  return {
    exitCode: child.exitCode ?? undefined,
    killedBy: child.signalCode ?? undefined,
  };
}

/** What an interrupted Terraform leaves behind: children of provisioners. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // Nothing is left of the group.
  }
}
