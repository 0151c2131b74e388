import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  isTerminal,
  type EnvironmentFacts,
  type RunState,
  type StoredVerdict,
} from '@backstage-iac/plugin-iac-common';
import type { CheckRegistry } from '../checks/CheckRegistry';
import { observe } from '../checks/observe';
import type { RecordedResult } from '../database/checkResultRow';
import type { CheckResultStore } from '../database/CheckResultStore';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { ReadinessStore } from '../database/ReadinessStore';
import type { WaiverStore } from '../database/WaiverStore';
import type { RunEvent, RunEvents } from '../events/RunEvents';
import type { FactsReader } from '../facts/FactsReader';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { SpokenText } from '../service/SpokenText';
import { evaluateVerdict, POLICY_VERSION } from './evaluateVerdict';
import { freshnessBounds, standingsOf } from './standing';
import { toInputs } from './toInputs';
import { oldestProofOf, signatureOf, toLine } from './toLine';

/** Every check looks again after as long, in seconds, when no run made it look before. */
const OBSERVE_SECONDS = 15 * 60;
/** Longest that a reader waits for a look under way, in milliseconds. */
const SETTLE_MS = 1_000;
/** Environments whose checks look at once. */
const PARALLEL = 8;

/** States of a run, besides its end, that a check reads. */
const TELLING_STATES: readonly RunState[] = [
  'awaiting_approval',
  'approved',
  'applying',
];

export interface VerdictKeeperOptions {
  registry: EnvironmentRegistry;
  facts: FactsReader;
  checks: CheckRegistry;
  results: CheckResultStore;
  waivers: WaiverStore;
  store: ReadinessStore;
  states: Pick<EnvironmentStateStore, 'now'>;
  spoken: SpokenText;
  events: RunEvents;
  logger: LoggerService;
}

/**
 * Keeps the verdicts true: the checks look again when a run of their environment
 * gets on, and every quarter of an hour; the verdict follows when something was
 * seen, a waiver changed, or time alone changed it.
 */
export class VerdictKeeper {
  readonly #options: VerdictKeeperOptions;
  readonly #unsubscribe: () => void;
  readonly #known = new Set<string>();
  /** One look at a time per environment; a second one waits, a third one joins it. */
  readonly #looks = new Map<
    string,
    { running: Promise<void>; next?: Promise<void> }
  >();

  constructor(options: VerdictKeeperOptions) {
    this.#options = options;
    this.#unsubscribe = options.events.subscribe(event => this.#onEvent(event));
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    await Promise.all(
      [...this.#looks.values()].map(({ running, next }) => next ?? running),
    );
  }

  /** What is due: called each minute. */
  async tick(): Promise<void> {
    const { registry, store, waivers } = this.#options;
    await waivers.expire();
    const names = registry.names();
    const defined = new Set(names);
    const known = new Set(await store.known());
    const { changing, observing } = await store.due();
    const looking = new Set([
      ...names.filter(name => !known.has(name)),
      ...observing.filter(name => defined.has(name)),
    ]);
    await this.#each([...looking], name => this.look(name));
    await this.#each(
      changing.filter(name => defined.has(name) && !looking.has(name)),
      name => this.evaluate(name),
    );
  }

  /**
   * Makes the first verdict of environments that have none.
   *
   * @param patienceMs - longest time to wait, while the checks go on looking;
   *   until all have looked when left out
   */
  async ensure(names: string[], patienceMs?: number): Promise<void> {
    if (names.every(name => this.#known.has(name))) return;
    for (const name of await this.#options.store.known()) this.#known.add(name);
    const looked = this.#each(
      names.filter(name => !this.#known.has(name)),
      // Who asks at the same time waits for the same look.
      name => this.#looks.get(name)?.running ?? this.look(name),
    );
    await (patienceMs === undefined ? looked : within(looked, patienceMs));
  }

  /**
   * Lets checks end that look right now, so that who reads after a run sees what
   * it did. Not for long: a source that gives no answer holds up no page.
   */
  async settle(name: string): Promise<void> {
    const look = this.#looks.get(name);
    if (!look) return;
    await within(look.next ?? look.running, SETTLE_MS);
  }

  /** All checks of an environment look, and its verdict follows. */
  async look(name: string): Promise<void> {
    const look = this.#looks.get(name);
    if (look) {
      look.next ??= look.running.then(() => this.look(name));
      return look.next;
    }
    const running = this.#look(name)
      .catch(error => this.#warn(name, error))
      .finally(() => this.#looks.delete(name));
    this.#looks.set(name, { running });
    return running;
  }

  /** The verdict on what the checks saw last: for changes of waivers, and of time. */
  async evaluate(name: string): Promise<void> {
    const [facts] = await this.#options.facts.read([name]);
    await this.#record(facts);
  }

  async #look(name: string): Promise<void> {
    const { registry, checks, results, states, spoken } = this.#options;
    const definition = registry.find(name);
    if (!definition) return;
    const [[facts], before, now] = await Promise.all([
      this.#options.facts.read([name]),
      results.list(name),
      states.now(),
    ]);
    const seen = await Promise.all(
      checks.all().map(async check => {
        const result = await observe(
          check,
          { definition, facts, now },
          {
            before: before.get(check.id),
            redact: text => spoken.redact(name, text),
          },
        );
        const { freshnessSeconds } = checks.describe(check, definition);
        const { staleAt } = freshnessBounds({
          observedAt: result.observedAt,
          freshnessSeconds,
        });
        return {
          ...result,
          staleAt:
            staleAt === undefined ? undefined : new Date(staleAt).toISOString(),
        };
      }),
    );
    await this.#record(facts, seen);
    this.#known.add(name);
  }

  async #record(
    facts: EnvironmentFacts,
    seen?: RecordedResult[],
  ): Promise<void> {
    const { registry, checks, results, waivers, states, store } = this.#options;
    const { name } = facts.environment;
    const now = await states.now();
    const changed = await store.exclusively(name, async tx => {
      if (seen) await results.record(tx, name, seen, now.toISOString());
      const inputs = toInputs({
        checks,
        definition: registry.get(name),
        results: await results.list(name, tx),
        waivers: await waivers.open(name, tx),
        at: now,
      });
      const verdict: StoredVerdict = {
        ...evaluateVerdict(inputs, now),
        environment: name,
        evaluatedAt: now.toISOString(),
        policyVersion: POLICY_VERSION,
        inputs,
      };
      return store.save(tx, {
        verdict,
        line: toLine(verdict, facts),
        standings: standingsOf(inputs, now),
        signature: signatureOf(verdict),
        oldestProofAt: oldestProofOf(verdict),
        observeAt: seen
          ? new Date(now.getTime() + OBSERVE_SECONDS * 1000).toISOString()
          : undefined,
      });
    });
    if (changed) {
      this.#options.events.publish({ type: 'verdict', environment: name });
    }
  }

  #onEvent(event: RunEvent): void {
    if (event.type !== 'state') return;
    if (isTerminal(event.state) || TELLING_STATES.includes(event.state)) {
      void this.look(event.environment);
    }
  }

  async #each(
    names: string[],
    work: (name: string) => Promise<void>,
  ): Promise<void> {
    const left = [...names];
    await Promise.all(
      Array.from({ length: PARALLEL }, async () => {
        for (let name = left.shift(); name; name = left.shift()) {
          await work(name).catch(error => this.#warn(String(name), error));
        }
      }),
    );
  }

  #warn(name: string, error: unknown): void {
    this.#options.logger.error(
      `Could not bring the verdict on environment '${name}' up to date`,
      toError(error),
    );
  }
}

/** Waits for something, and no longer than so many milliseconds. */
async function within(work: Promise<void>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>(resolve => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, enough]);
  clearTimeout(timer);
}
