import type { SecretRotation } from '@backstage-iac/plugin-iac-common';
import {
  describeRotation,
  type DescribedSecret,
  type EnvironmentDefinition,
} from '@backstage-iac/plugin-iac-node';

/** Metadata moves slowly, and sources count requests. Milliseconds. */
const MAX_AGE_MS = 10 * 60 * 1000;
/** Nor is one asked more often because a person is impatient. Milliseconds. */
const EXPIRED_MAX_AGE_MS = 15 * 1000;
/** A source that gave no answer is asked again sooner. Milliseconds. */
const ERROR_MAX_AGE_MS = 60 * 1000;

type Definition = Pick<EnvironmentDefinition, 'name' | 'secrets' | 'rotation'>;

interface Entry {
  /** The references that were described: another configuration is another question. */
  references: string;
  described: Promise<DescribedSecret[]>;
  /** Milliseconds, as of `now`, as is the next one. */
  askedAt: number;
  staleAt: number;
}

/** How old the secrets of environments are, by metadata that is asked for now and then. */
export class SecretRotations {
  readonly #describe: (definition: Definition) => Promise<DescribedSecret[]>;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(options: {
    /** Asks the sources, and never reads a value. */
    describe: (definition: Definition) => Promise<DescribedSecret[]>;
    /** Milliseconds since any fixed moment. @defaultValue `performance.now` */
    now?: () => number;
  }) {
    this.#describe = options.describe;
    this.#now = options.now ?? (() => performance.now());
  }

  /** @param now - the database's time, by which ages are told */
  async read(definition: Definition, now: Date): Promise<SecretRotation[]> {
    const described = await this.describe(definition);
    return described
      .map(secret => describeRotation(secret, definition.rotation, now))
      .sort((a, b) => (a.variable < b.variable ? -1 : 1));
  }

  /** Somebody wants to know how it is now: an answer of some seconds ago will do. */
  expire(environment: string): void {
    const entry = this.#entries.get(environment);
    if (!entry) return;
    entry.staleAt = Math.min(entry.staleAt, entry.askedAt + EXPIRED_MAX_AGE_MS);
  }

  /** What the sources say of each secret. Those who ask at once share one question. */
  async describe(definition: Definition): Promise<DescribedSecret[]> {
    const references = JSON.stringify(definition.secrets);
    const known = this.#entries.get(definition.name);
    if (known?.references === references && this.#now() < known.staleAt) {
      return known.described;
    }
    const entry: Entry = {
      references,
      described: this.#describe(definition),
      askedAt: this.#now(),
      staleAt: this.#now() + MAX_AGE_MS,
    };
    this.#entries.set(definition.name, entry);
    try {
      const described = await entry.described;
      if (described.some(({ error }) => error)) {
        entry.staleAt = this.#now() + ERROR_MAX_AGE_MS;
      }
      return described;
    } catch (error) {
      entry.staleAt = 0;
      throw error;
    }
  }
}
