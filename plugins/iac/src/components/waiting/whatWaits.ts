import type {
  CheckWaiver,
  EnvironmentReadiness,
  RunSummary,
} from '@backstage-iac/plugin-iac-common';

/** Sorts of things that a person acts on, the most pressing first. */
export const WAITING_KINDS = [
  'unknown',
  'approvals',
  'failed',
  'drifted',
  'waivers',
  'breakGlass',
  'running',
] as const;

export type WaitingKind = (typeof WAITING_KINDS)[number];

/** One thing that waits, and where one acts on it. */
export interface Waiting {
  environment: string;
  run?: RunSummary;
  waiver?: CheckWaiver & { title: string };
  /** It waits for the person who looks. */
  isYours: boolean;
  /** How many it counts for: an environment may have several drifted resources. */
  count: number;
}

export interface Looker {
  /** Entity ref; absent until it is known. */
  ref?: string;
  /** Runs that this person may approve. */
  decisions: ReadonlySet<string>;
}

/**
 * What waits in all environments, that of the person who looks first, then by
 * the names of the environments.
 */
export function whatWaits(
  environments: EnvironmentReadiness[],
  looker: Looker,
): Record<WaitingKind, Waiting[]> {
  const isOwn = (person?: string) =>
    person !== undefined && person === looker.ref;
  const runsOf =
    (
      of: (readiness: EnvironmentReadiness) => RunSummary[],
      isYours: (run: RunSummary) => boolean,
    ) =>
    (readiness: EnvironmentReadiness): Waiting[] =>
      of(readiness).map(run => ({
        environment: readiness.environment.name,
        run,
        isYours: isYours(run),
        count: 1,
      }));
  const asked = (run: RunSummary) => isOwn(run.createdBy);
  const all = (of: (readiness: EnvironmentReadiness) => Waiting[]) =>
    environments.flatMap(of).sort(yoursFirst);
  return {
    unknown: all(runsOf(({ unclosed }) => unclosed, asked)),
    approvals: all(
      runsOf(
        ({ awaitingApproval }) => awaitingApproval,
        ({ id }) => looker.decisions.has(id),
      ),
    ),
    failed: all(runsOf(failedRuns, asked)),
    drifted: all(driftOf),
    waivers: all(readiness => waiversOf(readiness, isOwn)),
    breakGlass: all(runsOf(({ toReview }) => toReview, nobodys)),
    running: all(runsOf(underWay, nobodys)),
  };
}

/** Anybody may act on it, or nobody needs to. */
function nobodys(): boolean {
  return false;
}

/** The newest run failed, and nothing has been tried since. */
function failedRuns({ lastRun }: EnvironmentReadiness): RunSummary[] {
  const hasFailed =
    lastRun?.state === 'errored' || lastRun?.state === 'policy_failed';
  return hasFailed ? [lastRun] : [];
}

function underWay({ activeRuns, awaitingApproval }: EnvironmentReadiness) {
  const waiting = new Set(awaitingApproval.map(({ id }) => id));
  return activeRuns.filter(({ id }) => !waiting.has(id));
}

function driftOf({ environment, drift }: EnvironmentReadiness): Waiting[] {
  return drift.status === 'drifted' && drift.count
    ? [{ environment: environment.name, isYours: false, count: drift.count }]
    : [];
}

function waiversOf(
  { environment, waivers, standings }: EnvironmentReadiness,
  isOwn: (person: string) => boolean,
): Waiting[] {
  return waivers.map(waiver => {
    const check = standings.find(({ checkId }) => checkId === waiver.checkId);
    return {
      environment: environment.name,
      waiver: { ...waiver, title: check?.title ?? waiver.checkId },
      // Whoever asked for it renews it, or sees to it that the check passes.
      isYours: waiver.state === 'expired' && isOwn(waiver.requestedBy),
      count: 1,
    };
  });
}

function yoursFirst(a: Waiting, b: Waiting): number {
  return (
    Number(b.isYours) - Number(a.isYours) ||
    a.environment.localeCompare(b.environment)
  );
}
