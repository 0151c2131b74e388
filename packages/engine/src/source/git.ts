import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { messageOf } from '../files/nodeErrors';
import { asText, isObject } from '../json/narrow';

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

export interface GitOptions {
  /** Folder for the private configuration. */
  cache: string;
  path: string[];
  /** Local repositories that git may read although another user owns them. */
  trusted: string[];
  signal?: AbortSignal;
  /** Sent with every HTTP request to the address. */
  http?: { url: string; headers: Record<string, string> };
}

/** Git with an environment made from nothing: no hooks, no filters, no prompts, no configuration of the machine's users. */
export class Git {
  readonly #env: Record<string, string>;
  readonly #signal?: AbortSignal;

  private constructor(env: Record<string, string>, signal?: AbortSignal) {
    this.#env = env;
    this.#signal = signal;
  }

  static async create(options: GitOptions): Promise<Git> {
    const home = path.join(options.cache, 'git-home');
    await mkdir(home, { recursive: true, mode: 0o700 });
    return new Git(
      {
        PATH: options.path.join(path.delimiter),
        HOME: home,
        LANG: 'C',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: await trustFile(home, options.trusted),
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: 'true',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_PROTOCOL_FROM_USER: '0',
        GIT_ALLOW_PROTOCOL: 'file:https',
        ...settings(options.http),
      },
      options.signal,
    );
  }

  /** The same, ended by one more signal. */
  within(signal: AbortSignal): Git {
    const signals = this.#signal ? [this.#signal, signal] : [signal];
    return new Git(this.#env, AbortSignal.any(signals));
  }

  /**
   * @returns stdout
   * @throws with git's own words when it exits with another code than 0
   */
  async run(
    args: string[],
    options: { cwd?: string; env?: Record<string, string> } = {},
  ): Promise<string> {
    try {
      const { stdout } = await run('git', args, {
        cwd: options.cwd,
        env: { ...this.#env, ...options.env },
        maxBuffer: MAX_OUTPUT_BYTES,
        signal: this.#signal,
      });
      return stdout;
    } catch (error) {
      if (this.#signal?.aborted) throw error;
      throw new Error(saidBy(error), { cause: error });
    }
  }
}

function settings(http: GitOptions['http']): Record<string, string> {
  const list: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['core.untrackedCache', 'false'],
    ['core.autocrlf', 'false'],
    ['credential.helper', ''],
    ['http.followRedirects', 'initial'],
    // A server that sends nothing for so many seconds is given up.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '120'],
    ['gc.auto', '0'],
    ['advice.detachedHead', 'false'],
  ];
  if (http) {
    // Bound to the host, so that no submodule elsewhere is sent the token.
    const origin = `${new URL(http.url).origin}/`;
    for (const [name, value] of Object.entries(http.headers)) {
      list.push([`http.${origin}.extraHeader`, `${name}: ${value}`]);
    }
  }
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(list.length) };
  list.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return env;
}

/** A file and not `GIT_CONFIG_*`: the server side of `file://` does not inherit those. */
async function trustFile(home: string, trusted: string[]): Promise<string> {
  if (trusted.length === 0) return '/dev/null';
  const text = trusted
    .flatMap(folder => [folder, path.join(folder, '.git')])
    .map(folder => `[safe]\n\tdirectory = ${JSON.stringify(folder)}\n`)
    .join('');
  const name = Buffer.from(trusted.join('\0')).toString('base64url');
  const file = path.join(home, `trust-${name.slice(-180)}`);
  await writeFile(file, text, { mode: 0o600 });
  return file;
}

function saidBy(error: unknown): string {
  const said = isObject(error) ? asText(error.stderr)?.trim() : undefined;
  return said ? said.replace(/^(fatal|error): /, '') : messageOf(error);
}
