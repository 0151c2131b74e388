import type {
  CheckWaiver,
  EnvironmentCheck,
  EnvironmentReadiness,
  ListReadinessRequest,
  Page,
  ReadinessLine,
  ReadinessVerdict,
  StoredVerdict,
} from '@backstage-iac/plugin-iac-common';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import type { BadgeSigner } from '../badges/BadgeSigner';
import type { CheckRegistry } from '../checks/CheckRegistry';
import type { CheckResultStore } from '../database/CheckResultStore';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { ReadinessStore } from '../database/ReadinessStore';
import type { WaiverStore } from '../database/WaiverStore';
import type { FactsReader } from '../facts/FactsReader';
import type { SecretRotations } from '../secrets/SecretRotations';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { ScopedIacService } from '../service/ScopedIacService';
import { compareMoments } from './compareVerdicts';
import { evaluateVerdict, POLICY_VERSION } from './evaluateVerdict';
import { freshnessOf, standingsOf } from './standing';
import { toCsv } from './toCsv';
import { neverLooked, toInputs } from './toInputs';
import { ENDED_LATELY_MS, waiversToSee } from './waiversToSee';
import type { Timelines } from './Timelines';
import { toReadiness } from './toReadiness';
import type { VerdictKeeper } from './VerdictKeeper';
import { expectCheck, noSuchCheck, type WaiverDesk } from './WaiverDesk';

type Desk = Pick<
  ScopedIacService,
  | 'listReadiness'
  | 'exportReadiness'
  | 'getReadiness'
  | 'recheck'
  | 'listVerdicts'
  | 'getTimeline'
  | 'getReadinessChanges'
  | 'getCheck'
  | 'requestWaiver'
  | 'decideWaiver'
  | 'revokeWaiver'
  | 'getBadgeUrl'
>;

/** How long a page waits for checks that look for the first time, in milliseconds. */
const FIRST_LOOK_MS = 2_000;
/** More than anybody has. */
const ALL = 100_000;

export interface ReadinessDeskOptions {
  registry: EnvironmentRegistry;
  facts: FactsReader;
  checks: CheckRegistry;
  keeper: VerdictKeeper;
  store: ReadinessStore;
  results: CheckResultStore;
  timelines: Timelines;
  waivers: Pick<WaiverStore, 'open' | 'ofCheck' | 'since'>;
  waiverDesk: WaiverDesk;
  rotations: Pick<SecretRotations, 'expire'>;
  states: Pick<EnvironmentStateStore, 'now'>;
  badges: BadgeSigner;
}

/** Answers questions about readiness. People's words on waivers go to their own desk. */
export class ReadinessDesk implements Desk {
  readonly #options: ReadinessDeskOptions;

  constructor(options: ReadinessDeskOptions) {
    this.#options = options;
  }

  /** Facts and verdict of each environment, in the order of the names. */
  async read(names: string[]): Promise<EnvironmentReadiness[]> {
    // Checks of many environments take their time: what none has looked at is unproven.
    await this.#options.keeper.ensure(names, FIRST_LOOK_MS);
    await Promise.all(names.map(name => this.#options.keeper.settle(name)));
    const now = await this.#options.states.now();
    const [facts, verdicts, waivers] = await Promise.all([
      this.#options.facts.read(names),
      this.#options.store.standings(names),
      this.#options.waivers.since(new Date(now.getTime() - ENDED_LATELY_MS)),
    ]);
    return facts.map(of => {
      const { name } = of.environment;
      const judgement = verdicts.get(name) ?? this.#unseen(name);
      return toReadiness(of, {
        ...judgement,
        waivers: waiversToSee(
          waivers.filter(({ environment }) => environment === name),
          judgement.standings,
          now,
        ),
      });
    });
  }

  listReadiness: Desk['listReadiness'] = async (request, options) =>
    this.#list(request, options.environments);

  exportReadiness: Desk['exportReadiness'] = async (
    { format, ...filter },
    options,
  ) => {
    const { items } = await this.#list(
      { ...filter, offset: 0, limit: ALL },
      options.environments,
    );
    return format === 'csv'
      ? toCsv(items)
      : JSON.stringify(items, undefined, 2);
  };

  getReadiness: Desk['getReadiness'] = async name => {
    const { definition, line, verdict, waivers, results } = await this.#now(
      name,
    );
    const at = new Date(verdict.evaluatedAt);
    return {
      ...line,
      ...verdict,
      checks: this.#options.checks.all().map((check): EnvironmentCheck => {
        const description = this.#options.checks.describe(check, definition);
        const result = results.get(check.id) ?? neverLooked(check.id, at);
        return {
          check: description,
          result,
          freshness: freshnessOf({ ...description, ...result }, at),
          waiver: waivers.find(({ checkId }) => checkId === check.id),
        };
      }),
    };
  };

  recheck: Desk['recheck'] = async (name, options) => {
    this.#options.registry.get(name);
    this.#options.rotations.expire(name);
    await this.lookAgain(name);
    return this.getReadiness(name, options);
  };

  /** Somebody did something that the checks read. */
  async lookAgain(name: string): Promise<void> {
    await this.#options.keeper.look(name);
  }

  /** At this moment, for whoever needs no more. */
  async currentVerdict(name: string): Promise<ReadinessVerdict> {
    return (await this.#now(name)).verdict.verdict;
  }

  listVerdicts: Desk['listVerdicts'] = async (name, request) => {
    await this.#ensure(name);
    return this.#options.store.verdicts(name, request);
  };

  getTimeline: Desk['getTimeline'] = async (name, { days = 90 }) => {
    await this.#ensure(name);
    return this.#options.timelines.read(name, days);
  };

  getReadinessChanges: Desk['getReadinessChanges'] = async name => {
    const { verdict } = await this.#now(name);
    const last = await this.#options.store.lastReady(name);
    const now = { inputs: verdict.inputs, at: new Date(verdict.evaluatedAt) };
    const before = last && {
      inputs: last.verdict.inputs,
      at: new Date(last.verdict.evaluatedAt),
    };
    return {
      verdict: verdict.verdict,
      lastReady: last && {
        from: last.verdict.evaluatedAt,
        until: last.until ?? verdict.evaluatedAt,
      },
      changes: compareMoments(before, now),
    };
  };

  getCheck: Desk['getCheck'] = async (name, checkId, options) => {
    expectCheck(this.#options.checks, checkId);
    const { checks } = await this.getReadiness(name, options);
    const found = checks.find(({ check }) => check.id === checkId);
    if (!found) throw noSuchCheck(checkId);
    const [periods, waivers] = await Promise.all([
      this.#options.results.periods(name, checkId),
      this.#options.waivers.ofCheck(name, checkId),
    ]);
    return { ...found, periods, waivers };
  };

  requestWaiver: Desk['requestWaiver'] = (...given) =>
    this.#options.waiverDesk.requestWaiver(...given);

  decideWaiver: Desk['decideWaiver'] = (...given) =>
    this.#options.waiverDesk.decideWaiver(...given);

  revokeWaiver: Desk['revokeWaiver'] = (...given) =>
    this.#options.waiverDesk.revokeWaiver(...given);

  getBadgeUrl: Desk['getBadgeUrl'] = async (name, request) => {
    const now = await this.#options.states.now();
    return this.#options.badges.urlsOf(
      this.#options.registry.get(name).name,
      request.expiresInSeconds === undefined
        ? undefined
        : new Date(now.getTime() + request.expiresInSeconds * 1000),
    );
  };

  async #list(
    request: ListReadinessRequest,
    environments = this.#options.registry.names(),
  ): Promise<Page<ReadinessLine>> {
    await this.#options.keeper.ensure(environments);
    return this.#options.store.list(request, environments);
  }

  /** The verdict at this very moment, whenever the stored one was made. */
  async #now(name: string): Promise<{
    definition: EnvironmentDefinition;
    line: ReadinessLine;
    verdict: StoredVerdict;
    waivers: CheckWaiver[];
    results: Awaited<ReturnType<CheckResultStore['list']>>;
  }> {
    const definition = await this.#ensure(name);
    const [line, results, waivers, at] = await Promise.all([
      this.#options.store.line(name),
      this.#options.results.list(name),
      this.#options.waivers.open(name),
      this.#options.states.now(),
    ]);
    if (!line) throw new Error(`The checks of '${name}' have not looked yet`);
    const { checks } = this.#options;
    const inputs = toInputs({ checks, definition, results, waivers, at });
    return {
      definition,
      line,
      results,
      waivers,
      verdict: {
        ...evaluateVerdict(inputs, at),
        environment: name,
        evaluatedAt: at.toISOString(),
        policyVersion: POLICY_VERSION,
        inputs,
      },
    };
  }

  /** While no check could look: nothing is proven. */
  #unseen(name: string) {
    const at = new Date();
    const inputs = toInputs({
      checks: this.#options.checks,
      definition: this.#options.registry.get(name),
      results: new Map(),
      waivers: [],
      at,
    });
    return {
      ...evaluateVerdict(inputs, at),
      standings: standingsOf(inputs, at),
      since: at.toISOString(),
    };
  }

  async #ensure(name: string): Promise<EnvironmentDefinition> {
    const definition = this.#options.registry.get(name);
    await this.#options.keeper.ensure([name]);
    await this.#options.keeper.settle(name);
    return definition;
  }
}
