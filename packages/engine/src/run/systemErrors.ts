import { statfs } from 'node:fs/promises';
import { RunFailure } from '../errors';
import { errorCode, messageOf } from '../files/nodeErrors';

/** What the machine refuses, by `errno` name, and what to do about it. */
const KNOWN: Record<string, { message: string; nextStep: string }> = {
  ENOSPC: {
    message: 'The disk of the worker is full',
    nextStep: 'Free space on the disk of the engine, then try again.',
  },
  EDQUOT: {
    message: "The worker's disk quota is used up",
    nextStep: 'Free space on the disk of the engine, then try again.',
  },
  EFBIG: {
    message: 'The worker may not write a file of that size',
    nextStep: "Raise the worker's limit of file sizes, then try again.",
  },
  EROFS: {
    message: 'The disk of the worker cannot be written to',
    nextStep: 'Make the folder of the engine writable, then try again.',
  },
  EACCES: {
    message: 'The worker may not use a file that it needs',
    nextStep: 'Check the owner and mode of that file, then try again.',
  },
  EMFILE: {
    message: 'The worker has too many open files',
    nextStep: "Raise the worker's limit of open files, then try again.",
  },
  ENOMEM: {
    message: 'The worker has no memory left',
    nextStep: 'Give the worker more memory or fewer runs at a time.',
  },
};

/** With less, nothing that matters can be written. Bytes. */
const LEAST_SPACE = 64 * 1024;

/** A program that cannot write cannot say so either. */
export async function isDiskFull(folder: string): Promise<boolean> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < LEAST_SPACE;
}

/** @returns `undefined` for what is no trouble of the machine */
export function explainSystemError(
  error: unknown,
  runFolder: string,
): RunFailure | undefined {
  const known = KNOWN[errorCode(error) ?? ''];
  if (!known) return undefined;
  const said = messageOf(error).replaceAll(runFolder, '…');
  return new RunFailure(`${known.message} (${said})`, {
    nextStep: known.nextStep,
    cause: error,
  });
}
