import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type {
  PlanDigests,
  StatePosition,
} from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { canonicalJson } from '../json/canonical';
import type { EngineEnvironment, Json } from '../types';

const SHORTEST_KEY_BYTES = 32;

/** Makes the digests that tie an approval to one plan. */
export class Digests {
  readonly #key: Buffer;

  private constructor(key: Buffer) {
    this.#key = key;
  }

  /** @throws RangeError for a key that is too short */
  static create(key: Buffer): Digests {
    if (key.length < SHORTEST_KEY_BYTES) {
      throw new RangeError(
        `The digest key has ${key.length} bytes; it needs ${SHORTEST_KEY_BYTES}`,
      );
    }
    return new Digests(key);
  }

  /** SHA-256 of a file, hex. */
  async file(file: string): Promise<string> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    return hash.digest('hex');
  }

  /**
   * Names, sources and versions of all variables. Values are only inside as HMACs,
   * those of secrets not at all: their version stands for them.
   */
  async variableSet(
    environment: EngineEnvironment,
    rootModule: string,
  ): Promise<string> {
    const files: Json[] = [];
    for (const file of environment.variableFiles) {
      const content = await readVariableFile(rootModule, file);
      files.push({ file, digest: this.#hmac('file', content) });
    }
    const secrets = environment.secrets
      .map(({ name, source, version }): Json => ({ name, source, version }))
      .sort((one, other) =>
        canonicalJson(one) < canonicalJson(other) ? -1 : 1,
      );
    return this.#hmac(
      'variable-set',
      canonicalJson({
        variables: this.#valueDigests(environment.variables),
        env: this.#valueDigests(environment.env),
        files,
        secrets,
      }),
    );
  }

  /** What a person approves: this plan, of this commit, with these variables, on this state. */
  approval(
    plan: Pick<PlanDigests, 'planFile' | 'variableSet'> & {
      commit: string;
      statePosition: StatePosition;
    },
  ): string {
    return this.#hmac(
      'approval',
      canonicalJson({
        planFile: plan.planFile,
        variableSet: plan.variableSet,
        commit: plan.commit,
        lineage: plan.statePosition.lineage ?? null,
        serial: plan.statePosition.serial ?? null,
      }),
    );
  }

  #valueDigests(values: Record<string, Json>): Json {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        this.#hmac('value', canonicalJson(value)),
      ]),
    );
  }

  /** The kind keeps a digest of one sort from being taken for another. */
  #hmac(kind: string, content: string | Buffer): string {
    return createHmac('sha256', this.#key)
      .update(`iac:${kind}:v1\0`)
      .update(content)
      .digest('hex');
  }
}

/** Compares without telling by its time how much was alike. */
export function sameDigest(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

async function readVariableFile(
  rootModule: string,
  file: string,
): Promise<Buffer> {
  try {
    return await readFile(path.resolve(rootModule, file));
  } catch (error) {
    throw new RunFailure(`The variable file '${file}' does not exist`, {
      nextStep:
        'Its path is relative to the root module. A file that git ignores is not part of the source.',
      cause: error,
    });
  }
}
