import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ToolVersion } from '@backstage-iac/plugin-iac-common';
import semver from 'semver';
import { RunFailure } from '../errors';
import { asObject, asText, isObject, parseJson } from '../json/narrow';
import type { ToolRequirement } from '../types';

const run = promisify(execFile);
const VERSION_TIMEOUT_MS = 60_000;

/** The first with all of `plan -json`, `apply -json` and `show -json` as they are today. */
const OLDEST_VERSION = '1.0.0';

export interface Tool extends ToolVersion {
  /** Absolute. */
  binary: string;
}

/** Finds Terraform and OpenTofu. */
export class Tools {
  readonly #path: string[];
  readonly #home: string;
  /** By file, size and time: asking costs a process start. */
  readonly #known = new Map<string, Promise<Tool>>();

  constructor(options: { path: string[]; home: string }) {
    this.#path = options.path;
    this.#home = options.home;
  }

  /**
   * The binary that an environment asks for.
   *
   * @param timeoutMs - how long it may take to tell its version
   * @throws {@link RunFailure} when there is none, or its version does not fit
   */
  async find(
    requirement: ToolRequirement,
    timeoutMs = VERSION_TIMEOUT_MS,
  ): Promise<Tool> {
    const names = requirement.binary
      ? [requirement.binary]
      : ['terraform', 'tofu'];
    const binary = await this.#locate(names);
    if (!binary) {
      throw new RunFailure(
        `No ${names.join(' or ')} was found in ${this.#path.join(', ')}`,
        {
          nextStep: `Install Terraform or OpenTofu${
            requirement.version ? ` ${requirement.version}` : ''
          }, or give its absolute path as the environment's tool.`,
        },
      );
    }
    const tool = await this.#ask(
      binary,
      Math.min(timeoutMs, VERSION_TIMEOUT_MS),
    );
    refuseOld(tool);
    if (requirement.version) check(tool, requirement.version);
    return tool;
  }

  async #locate(names: string[]): Promise<string | undefined> {
    for (const name of names) {
      const files = path.isAbsolute(name)
        ? [name]
        : this.#path.map(folder => path.join(folder, name));
      for (const file of files) {
        if (await isExecutable(file)) return file;
      }
    }
    return undefined;
  }

  async #ask(binary: string, timeoutMs: number): Promise<Tool> {
    const { size, mtimeMs } = await stat(binary);
    const key = `${await realpath(binary)}:${size}:${mtimeMs}`;
    const known = this.#known.get(key) ?? this.#askVersion(binary, timeoutMs);
    this.#known.set(key, known);
    try {
      return await known;
    } catch (error) {
      this.#known.delete(key);
      throw error;
    }
  }

  async #askVersion(binary: string, timeoutMs: number): Promise<Tool> {
    const options = {
      env: {
        PATH: this.#path.join(path.delimiter),
        HOME: this.#home,
        CHECKPOINT_DISABLE: '1',
      },
      timeout: timeoutMs,
      killSignal: 'SIGKILL' as const,
    };
    const answers = await Promise.all([
      run(binary, ['version', '-json'], options),
      run(binary, ['version'], options),
    ]).catch(error => {
      const late = isObject(error) && error.killed === true;
      throw notUsable(
        binary,
        late ? `gave no usable answer in ${timeoutMs} ms` : `failed: ${error}`,
      );
    });
    const [json, text] = answers.map(({ stdout }) => stdout);
    const told = asObject(parseJson(json)).terraform_version;
    // Very old ones do not know JSON.
    const version =
      asText(told) ?? /^Terraform v(\d+\.\d+\.\d+)/.exec(json)?.[1];
    if (!version || semver.valid(version) === null) {
      const said = JSON.stringify(json.slice(0, 200));
      throw notUsable(binary, `answered ${said}, which names no version`);
    }
    // Both write the same JSON; only the text names the product.
    const product = text.startsWith('OpenTofu') ? 'opentofu' : 'terraform';
    return { binary, product, version };
  }
}

function notUsable(binary: string, said: string): RunFailure {
  return new RunFailure(`'${binary} version' ${said}`, {
    nextStep: 'Check that it is Terraform or OpenTofu and can be run.',
  });
}

function refuseOld(tool: Tool): void {
  if (semver.gte(tool.version, OLDEST_VERSION)) return;
  throw new RunFailure(
    `${tool.binary} is ${tool.product} ${tool.version}, which is too old`,
    { nextStep: `Install ${OLDEST_VERSION} or newer.` },
  );
}

function check(tool: Tool, range: string): void {
  if (semver.validRange(range) === null) {
    throw new RunFailure(`'${range}' is not a version range`, {
      nextStep: "Write it in npm's notation, such as '>=1.6 <2'.",
    });
  }
  if (semver.satisfies(tool.version, range, { includePrerelease: true })) {
    return;
  }
  throw new RunFailure(
    `${tool.binary} is ${tool.product} ${tool.version}, but the environment asks for ${range}`,
    {
      nextStep: `Install a version in the range ${range}, or change the environment's tool.`,
    },
  );
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
