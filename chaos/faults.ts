import type { Run } from '@backstage-iac/plugin-iac-common';
import type { Cluster } from './Cluster';
import { terraformOf } from './processes';
import type { Random } from './random';

/** What can go wrong at any instant. */
export type FaultName =
  | 'none'
  | 'kill worker'
  | 'stop worker'
  | 'kill terraform'
  | 'drop database'
  | 'full disk'
  | 'clock jump';

export interface Fault {
  name: FaultName;
  /** The cluster can have it. */
  applies(cluster: Cluster): boolean;
  /** @returns what makes it good again; a person, or a supervisor, does that */
  inject(context: {
    cluster: Cluster;
    run: Run;
    random: Random;
  }): Promise<() => Promise<void>>;
}

/** A supervisor starts a dead worker again after as long, milliseconds. */
const RESTART_MS = 300;

export const FAULTS: readonly Fault[] = [
  {
    name: 'kill worker',
    applies: () => true,
    async inject({ cluster, run, random }) {
      const worker =
        (await cluster.workerOf(run)) ?? random.pick(cluster.workers);
      await worker.end('SIGKILL');
      return async () => {
        await cluster.wait(RESTART_MS);
        await worker.ensure();
      };
    },
  },
  {
    name: 'stop worker',
    applies: () => true,
    async inject({ cluster, run, random }) {
      const worker =
        (await cluster.workerOf(run)) ?? random.pick(cluster.workers);
      await worker.end('SIGTERM');
      return async () => worker.ensure();
    },
  },
  {
    name: 'kill terraform',
    applies: () => true,
    async inject({ cluster, run }) {
      for (const pid of terraformOf(cluster.setting.home, run.id)) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has ended in between.
        }
      }
      return async () => {};
    },
  },
  {
    name: 'drop database',
    applies: () => true,
    async inject({ cluster, random }) {
      return cluster.dropDatabase(300 + random.below(2_500));
    },
  },
  {
    name: 'full disk',
    applies: cluster => cluster.disk.canBeFull,
    async inject({ cluster, random }) {
      cluster.disk.fill();
      await cluster.wait(500 + random.below(2_500));
      return async () => cluster.disk.empty();
    },
  },
  {
    name: 'clock jump',
    applies: () => true,
    async inject({ cluster, random }) {
      const seconds = random.pick([-7200, -90, 90, 7200]);
      await cluster.jumpClock(seconds);
      return async () => {
        await cluster.wait(1_500);
        await cluster.jumpClock(-seconds);
      };
    },
  },
];
