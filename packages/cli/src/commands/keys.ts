import {
  listKeyUse,
  rotateKeys,
  type KeyProblem,
  type KeyUse,
} from '@backstage-iac/engine';
import type { IacConfig } from '@backstage-iac/plugin-iac-node';
import type { ExitCode } from '../exitCodes';
import { openKeys } from '../local/openEngine';
import { plainText } from '../terminal/plainText';
import type { Terminal } from '../terminal/Terminal';

interface KeysOptions {
  config: IacConfig;
  terminal: Terminal;
}

const ROLES: Readonly<Record<KeyUse['role'], string>> = {
  active: 'active',
  'decrypt-only': 'decrypts only',
  unknown: 'not configured',
};

/** Prints which keys the encrypted files of this machine need; 1 when one of them is not there. */
export async function listKeys(
  options: KeysOptions & { json?: boolean },
): Promise<ExitCode> {
  const { config, terminal, json } = options;
  const keyring = await openKeys(config, terminal);
  const { keys, problems } = await listKeyUse({ home: config.home, keyring });
  terminal.print(json ? JSON.stringify(keys, undefined, 2) : render(keys));
  reportProblems(problems, terminal);
  return problems.length > 0 || isMissing(keys) ? 1 : 0;
}

/** Wraps the keys of all encrypted files of this machine with the active key. */
export async function rotate(
  options: KeysOptions & { dryRun?: boolean },
): Promise<ExitCode> {
  const { config, terminal, dryRun } = options;
  const { home } = config;
  const keyring = await openKeys(config, terminal);
  if (dryRun) return preview({ ...options, keyring });
  const { rewrapped, problems } = await rotateKeys({ home, keyring });
  terminal.print(
    `${count(rewrapped)} re-wrapped with the key '${keyring.active}'`,
  );
  const { keys } = await listKeyUse({ home, keyring });
  terminal.print(render(keys));
  reportProblems(problems, terminal);
  return problems.length > 0 ? 1 : 0;
}

async function preview(
  options: KeysOptions & { keyring: Awaited<ReturnType<typeof openKeys>> },
): Promise<ExitCode> {
  const { config, terminal, keyring } = options;
  const { keys, problems } = await listKeyUse({ home: config.home, keyring });
  const waiting = keys
    .filter(({ role }) => role === 'decrypt-only')
    .reduce((sum, { files }) => sum + files, 0);
  terminal.print(
    `${count(waiting)} would be re-wrapped with the key '${keyring.active}'`,
  );
  terminal.print(render(keys));
  reportProblems(problems, terminal);
  if (problems.length > 0 || isMissing(keys)) return 1;
  return waiting > 0 ? 2 : 0;
}

function render(keys: KeyUse[]): string {
  const rows = keys.map(({ keyId, role, files }) => [
    keyId,
    ROLES[role],
    count(files),
  ]);
  const width = (column: number) =>
    Math.max(...rows.map(row => row[column].length));
  const widths = [width(0), width(1), 0];
  return rows
    .map(row => row.map((cell, column) => cell.padEnd(widths[column])))
    .map(row => `  ${plainText(row.join('  '))}`)
    .join('\n');
}

function isMissing(keys: KeyUse[]): boolean {
  return keys.some(({ role }) => role === 'unknown');
}

function reportProblems(problems: KeyProblem[], terminal: Terminal): void {
  for (const { file, message } of problems) {
    terminal.report(plainText(`Error: ${file}: ${message}`).concat('\n'));
  }
}

function count(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
