import {
  isTerminal,
  type DriftEpisode,
  type IgnoredDrift,
  type IgnoreDriftRule,
  type Operation,
  type OutsideChange,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import type { IacDriftEvent } from '@backstage-iac/plugin-iac-node';
import type { Knex } from 'knex';
import { DRIFT_EVENTS, type DbDriftEventRow } from '../database/driftTables';
import { dbNowPlus } from '../database/time';
import { environmentDefinition } from './environments';
import { RunHarness } from './RunHarness';

/** An outside change as the engine tells of it. */
export function outsideChange(
  address: string,
  members: Partial<OutsideChange> = {},
): OutsideChange {
  return {
    address,
    type: 'sandbox_service',
    name: 'service',
    mode: 'managed',
    provider: 'registry.terraform.io/sandbox/sandbox',
    action: 'update',
    severity: 'medium',
    attributes: [
      { path: 'size', before: { kind: 'absent' }, after: { kind: 'unknown' } },
    ],
    ...members,
  };
}

/** A rule of the configuration of `staging`. */
const KNOWN: IgnoreDriftRule = {
  id: 'known',
  address: 'sandbox_cache.**',
  reason: 'It resizes itself',
  owner: 'group:default/team',
};

export function ignored(address: string): IgnoredDrift {
  return {
    change: outsideChange(address),
    rule: KNOWN,
  };
}

/** One environment that drifts, with somebody who listens. */
export class DriftHarness {
  readonly runs: RunHarness;
  /** What was told. */
  readonly told: IacDriftEvent[];
  /** Thrown by the listener. */
  refusal?: Error;

  static async create(options: { knex: Knex; directory: string }) {
    const told = new Array<IacDriftEvent>();
    const holder: { harness?: DriftHarness } = {};
    const runs = await RunHarness.create({
      ...options,
      environments: [
        environmentDefinition('staging', {
          title: 'Staging',
          owner: 'group:default/team',
          drift: {
            ...environmentDefinition('staging').drift,
            ignore: [KNOWN],
          },
        }),
      ],
      driftListeners: [
        async event => {
          if (holder.harness?.refusal) throw holder.harness.refusal;
          told.push(event);
        },
      ],
    });
    holder.harness = new DriftHarness(runs, told);
    runs.work();
    return holder.harness;
  }

  private constructor(runs: RunHarness, told: IacDriftEvent[]) {
    this.runs = runs;
    this.told = told;
  }

  /** Reality is like this from now on. */
  reality(outsideChanges: OutsideChange[], known: IgnoredDrift[] = []): void {
    this.runs.engine.script = {
      changes: 1,
      drift: { outsideChanges, ignored: known },
    };
  }

  async check(): Promise<Run> {
    const run = await this.runs.checkDrift('staging');
    return this.runs.reaches(run, 'planned_and_finished');
  }

  async failedCheck(): Promise<Run> {
    const { script } = this.runs.engine;
    this.runs.engine.script = { failPlan: new Error('No credentials') };
    const run = await this.runs.checkDrift('staging');
    const ended = await this.runs.reaches(run, 'errored');
    this.runs.engine.script = script;
    return ended;
  }

  /**
   * Ends once the check that follows has looked.
   *
   * @param left - what is not put back
   */
  async apply(
    operation: Operation = 'plan-and-apply',
    left: OutsideChange[] = [],
  ): Promise<Run> {
    this.reality(left);
    const run = await this.runs.queue(operation, 'staging');
    await this.runs.reaches(run, 'awaiting_approval');
    await this.runs.approve(run);
    const applied = await this.runs.reaches(run, 'applied');
    await this.runs.eventually(async () => {
      const { items } = await this.runs.parts.runs.list({
        environment: 'staging',
        operation: 'drift-check',
        limit: 1,
      });
      const [newest] = items;
      return newest?.number > run.number && isTerminal(newest.state);
    });
    return applied;
  }

  /** Newest first, as they are asked for. */
  async episodes(): Promise<DriftEpisode[]> {
    const { items } = await this.runs.parts.service.listDriftEpisodes(
      'staging',
      {},
    );
    return items;
  }

  /** The minute is over. */
  async tick(): Promise<void> {
    await this.runs.parts.announcer.tick();
  }

  /** Whoever had taken an event to tell it is not waited for any longer. */
  async timePasses(): Promise<void> {
    const { knex } = this.runs;
    await knex<DbDriftEventRow>(DRIFT_EVENTS).update({
      claimed_until: dbNowPlus(knex, -1) as unknown as string,
    });
  }

  async tellings(): Promise<string[]> {
    await this.tick();
    return this.told.map(({ type }) => type);
  }

  async stop(): Promise<void> {
    await this.runs.stop();
  }
}
