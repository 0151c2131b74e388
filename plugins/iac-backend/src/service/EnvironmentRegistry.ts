import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, stringifyError } from '@backstage/errors';
import type { Environment, Freeze } from '@backstage-iac/plugin-iac-common';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import { describeProtection } from '../approvals/describeProtection';
import { nextDriftCheck } from '../drift/slots';

/** A list is no older than this, in milliseconds. */
const MAX_AGE_MS = 10_000;
/** An unknown name makes it look again, but not more often than this, in milliseconds. */
const MISS_INTERVAL_MS = 500;
/** Nor for more names than this within the interval: to look is to read folders. */
const MOST_MISSES = 20;

export interface EnvironmentRegistryOptions {
  /** Reads the definitions: folders come and go while the portal runs. */
  load: () => EnvironmentDefinition[];
  logger: LoggerService;
  /** Milliseconds since any fixed moment. @defaultValue `performance.now` */
  now?: () => number;
}

/** The environments that configuration and folders define. Few, and in memory. */
export class EnvironmentRegistry {
  readonly #options: EnvironmentRegistryOptions;
  #definitions: Map<string, EnvironmentDefinition>;
  #loadedAt: number;
  /**
   * When an unknown name made it look again. Each for itself: somebody may have a
   * page open of what is gone, while another makes what was never there.
   */
  readonly #missedAt = new Map<string, number>();

  constructor(options: EnvironmentRegistryOptions) {
    this.#options = options;
    this.#definitions = byName(options.load());
    this.#loadedAt = this.#now();
  }

  names(): string[] {
    return [...this.#fresh(MAX_AGE_MS).keys()];
  }

  definitions(): EnvironmentDefinition[] {
    return [...this.#fresh(MAX_AGE_MS).values()];
  }

  find(name: string): EnvironmentDefinition | undefined {
    const known = this.#definitions.get(name);
    if (known) return known;
    for (const [missed, at] of this.#missedAt) {
      if (this.#now() - at >= MISS_INTERVAL_MS) this.#missedAt.delete(missed);
    }
    const isEnough = this.#missedAt.size >= MOST_MISSES;
    if (isEnough || this.#missedAt.has(name)) return undefined;
    this.#missedAt.set(name, this.#now());
    return this.#load().get(name);
  }

  /** @throws NotFoundError */
  get(name: string): EnvironmentDefinition {
    const definition = this.find(name);
    if (!definition) throw noSuchEnvironment(name);
    return definition;
  }

  /**
   * @param known - `driftSlotAt`: slots of the drift schedule up to here are dealt
   * with; `freeze`: in force now
   */
  describe(
    name: string,
    known: { driftSlotAt?: string; freeze?: Freeze } = {},
  ): Environment {
    const definition = this.get(name);
    const { driftSlotAt, freeze } = known;
    return {
      name,
      title: definition.title,
      description: definition.description,
      tier: definition.tier,
      owner: definition.owner,
      labels: definition.labels,
      source: definition.source,
      directory: definition.engine.directory,
      ref: definition.engine.ref,
      stateType: definition.engine.state.type,
      driftCron: definition.drift.cron,
      nextDriftCheckAt:
        driftSlotAt && !definition.problem
          ? nextDriftCheck(definition, new Date(driftSlotAt)).toISOString()
          : undefined,
      protection: describeProtection(definition.protection, freeze),
      group: definition.group,
      problem: definition.problem,
    };
  }

  #fresh(maxAgeMs: number): Map<string, EnvironmentDefinition> {
    const isFresh = this.#now() - this.#loadedAt < maxAgeMs;
    return isFresh ? this.#definitions : this.#load();
  }

  #load(): Map<string, EnvironmentDefinition> {
    try {
      this.#definitions = byName(this.#options.load());
    } catch (error) {
      this.#options.logger.error(
        `Could not read the environments again, so the earlier ones stay: ${stringifyError(
          error,
        )}`,
      );
    }
    this.#loadedAt = this.#now();
    return this.#definitions;
  }

  #now(): number {
    return (this.#options.now ?? (() => performance.now()))();
  }
}

function byName(
  definitions: EnvironmentDefinition[],
): Map<string, EnvironmentDefinition> {
  return new Map(definitions.map(definition => [definition.name, definition]));
}

/** The same words for what does not exist and for what the caller may not see. */
export function noSuchEnvironment(name: string): NotFoundError {
  return new NotFoundError(`No environment found with name '${name}'`);
}
