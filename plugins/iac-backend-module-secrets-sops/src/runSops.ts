import { SecretSourceError } from '@backstage-iac/plugin-iac-node';
import { spawn } from 'node:child_process';

const TIMEOUT_MS = 30_000;
const LONGEST_OUTPUT_BYTES = 4 * 1024 * 1024;

/**
 * Exit codes of the program
 * (https://github.com/getsops/sops/blob/main/cmd/sops/codes/codes.go).
 */
const COULD_NOT_READ_INPUT_FILE = 2;
const ERROR_DECRYPTING_MAC = 24;
const ERROR_DECRYPTING_TREE = 25;
const MAC_MISMATCH = 51;
const MAC_NOT_FOUND = 52;
const NO_FILE_SPECIFIED = 100;
const COULD_NOT_RETRIEVE_KEY = 128;

/**
 * Decrypts one file to JSON. What the program says besides is not passed on.
 *
 * @param options - `binary` and `file`: absolute; `env`: the program's whole environment
 * @throws SecretSourceError
 */
export async function runSops(options: {
  binary: string;
  file: string;
  env: Record<string, string>;
}): Promise<string> {
  const { binary, file, env } = options;
  const args = ['--decrypt', '--output-type', 'json', file];
  const outcome = await new Promise<{ code: number | null; stdout: string }>(
    (done, fail) => {
      const child = spawn(binary, args, {
        env,
        cwd: '/',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      // Not the timer of spawn, which a program that does not start leaves behind.
      const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
      const pieces: Buffer[] = [];
      let bytes = 0;
      child.stdout.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > LONGEST_OUTPUT_BYTES) child.kill('SIGKILL');
        else pieces.push(piece);
      });
      child.on('error', error => {
        clearTimeout(timer);
        fail(error);
      });
      child.on('close', code => {
        clearTimeout(timer);
        done({ code, stdout: Buffer.concat(pieces).toString('utf8') });
      });
    },
  ).catch(() => {
    throw new SecretSourceError(
      'unavailable',
      'could not be decrypted: the program did not start',
      { nextStep: `Install sops, or correct 'binary' of the source.` },
    );
  });
  if (outcome.code === 0) return outcome.stdout;
  throw failureOf(outcome.code);
}

function failureOf(code: number | null): SecretSourceError {
  switch (code) {
    case null:
      return new SecretSourceError(
        'unavailable',
        `could not be decrypted: the program was stopped, after ${
          TIMEOUT_MS / 1000
        } s or too much output`,
      );
    case COULD_NOT_READ_INPUT_FILE:
    case NO_FILE_SPECIFIED:
      return new SecretSourceError('missing', 'is no file that can be read');
    case COULD_NOT_RETRIEVE_KEY:
      return new SecretSourceError(
        'denied',
        'is encrypted with a key that the program cannot get',
        {
          nextStep:
            "Give it the key: list its process variables in 'passEnv', such as SOPS_AGE_KEY_FILE, and check the rights on the cloud's key.",
        },
      );
    case MAC_MISMATCH:
    case MAC_NOT_FOUND:
    case ERROR_DECRYPTING_MAC:
    case ERROR_DECRYPTING_TREE:
      return new SecretSourceError(
        'unavailable',
        'was changed without sops: its checksum does not fit',
        { nextStep: 'Restore the file from git, and edit it with sops.' },
      );
    default:
      return new SecretSourceError(
        'unavailable',
        `could not be decrypted: sops ended with exit code ${code}`,
      );
  }
}
