import type { Operation, Run } from '@backstage-iac/plugin-iac-common';
import type { Cluster } from './Cluster';
import type { Environment, StateKind } from './Environment';
import { FAULTS, type FaultName } from './faults';
import { checkHealthy, checkHistory, checkObjects } from './invariants';
import { Person } from './Person';
import { Random } from './random';
import { Violation, type ViolationKind } from './Violation';

/** Kinds of run, with how long one takes about, milliseconds: the fault comes at any time of it. */
const KINDS = {
  plan: { operation: 'plan-only', built: true, lastsMs: 2_500 },
  'drift check': { operation: 'drift-check', built: true, lastsMs: 2_500 },
  create: { operation: 'plan-and-apply', built: false, lastsMs: 5_500 },
  update: { operation: 'plan-and-apply', built: true, lastsMs: 4_500 },
  destroy: { operation: 'destroy', built: true, lastsMs: 5_000 },
  refresh: { operation: 'refresh-only', built: true, lastsMs: 3_000 },
} as const satisfies Record<
  string,
  { operation: Operation; built: boolean; lastsMs: number }
>;

type Kind = keyof typeof KINDS;

/** What is tried. */
export interface Triple {
  number: number;
  cluster: string;
  kind: Kind;
  state: StateKind;
  /** Milliseconds after the run was asked for. */
  instantMs: number;
  fault: FaultName;
}

/** What came of it. */
export interface Outcome extends Triple {
  /** State of the run when the fault struck. */
  struckIn: string;
  /** How the run ended before anybody cleaned up. */
  endedAs: string;
  seconds: number;
  violation?: { kind: ViolationKind | 'harness'; message: string };
}

export function drawTriple(
  number: number,
  cluster: Cluster,
  random: Random,
): Triple {
  const kind = random.pick(Object.keys(KINDS) as Kind[]);
  return {
    number,
    cluster: cluster.setting.name,
    kind,
    state: random.pick(['local', 'http'] as const),
    instantMs: random.below(KINDS[kind].lastsMs),
    fault: random.pick(FAULTS.filter(fault => fault.applies(cluster))).name,
  };
}

/** Runs one triple beside a run that nothing is meant to happen to. */
export async function tryTriple(
  triple: Triple,
  cluster: Cluster,
  seed: number,
): Promise<Outcome> {
  const began = performance.now();
  const seen = { struckIn: '', endedAs: '' };
  const end = (violation?: Outcome['violation']): Outcome => ({
    ...triple,
    ...seen,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    ...(violation ? { violation } : {}),
  });
  try {
    await run(triple, cluster, new Random(seed + triple.number), seen);
    return end();
  } catch (error) {
    return end({
      kind: error instanceof Violation ? error.kind : 'harness',
      message: String(error instanceof Violation ? error.message : error),
    });
  }
}

async function run(
  triple: Triple,
  cluster: Cluster,
  random: Random,
  seen: { struckIn: string; endedAs: string },
): Promise<void> {
  const { operation, built } = KINDS[triple.kind];
  const fault = FAULTS.find(({ name }) => name === triple.fault);
  if (!fault) throw new Error(`There is no fault '${triple.fault}'`);
  const person = new Person(cluster);
  const victim = cluster.addEnvironment(`v${triple.number}`, triple.state);
  const bystander = cluster.addEnvironment(`b${triple.number}`, 'local');
  if (built) await build(person, victim);

  const struck = await person.ask(victim, operation);
  const other = await person.ask(bystander, 'plan-and-apply');
  const ends = Promise.all([
    settleBoth(person, victim, struck),
    settleBoth(person, bystander, other),
  ]);
  // The rejection is met below; until then it must not end the process.
  ends.catch(() => undefined);
  await cluster.wait(triple.instantMs);
  seen.struckIn = (await cluster.parts.runs.get(struck.id)).state;
  const heal = await fault.inject({ cluster, run: struck, random });
  await heal();

  const [victimEnd, bystanderEnd] = await ends;
  seen.endedAs = victimEnd.first.state;
  checkHealthy({
    fault: triple.fault,
    victim: victimEnd.first,
    bystander: bystanderEnd.first,
  });
  await Promise.all(
    [victim, bystander].map(async environment => {
      environment.slow(false);
      await person.converge(environment);
      checkObjects(environment);
      await checkHistory(cluster, environment);
    }),
  );
}

async function build(person: Person, environment: Environment): Promise<void> {
  environment.slow(false);
  await person.converge(environment);
  environment.write({ replicas: 2 });
  environment.slow(true);
}

/** Follows a run to the end of its successors; `first` is how the run itself ended. */
async function settleBoth(
  person: Person,
  environment: Environment,
  asked: Run,
): Promise<{ first: Run; last: Run }> {
  const last = await person.settle(environment, asked);
  const first = last.id === asked.id ? last : await person.look(asked.id);
  return { first, last };
}
