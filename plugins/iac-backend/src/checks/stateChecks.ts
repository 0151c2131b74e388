import type { Engine } from '@backstage-iac/engine';
import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import { CheckFailure } from './CheckFailure';
import {
  newestRunOf,
  NO_RUN,
  PLAN_AGAIN,
  READ_LOG,
  seenBy,
  stageOf,
} from './runEvidence';
import { DAY, HOUR, windowOf } from './windows';

/** A lock that is held this long is looked at, and held longer is orphaned; in minutes. */
const LONG_MINUTES = 30;
const ORPHAN_MINUTES = 120;

const base = { group: 'plan', producer: 'iac' } as const;

/** The remote state and its lock. */
export function stateChecks(options: {
  engine: Pick<Engine, 'inspectLock'>;
}): ReadinessCheck[] {
  return [
    {
      ...base,
      id: 'state.remote',
      title: 'Remote state',
      why: 'A state on one disk is lost with the disk, and nobody else can apply.',
      required: true,
      purposes: ['plan', 'apply', 'promote', 'rollback'],
      freshnessSeconds: windowOf(3 * DAY),
      needs: "'iac.environments.<name>.state', and a run that read it",
      remediation: { label: 'Configure a remote state, or make it reachable' },
      refresh: PLAN_AGAIN,
      observe: observeState,
    },
    {
      ...base,
      id: 'state.lock',
      title: 'State lock',
      why: 'A lock that a dead process left holds up every apply, also the one in the night.',
      required: true,
      purposes: ['plan', 'apply', 'promote', 'rollback'],
      freshnessSeconds: HOUR,
      needs: 'A kind of state that can be asked for its lock',
      remediation: { label: 'See who holds the lock, and release it' },
      observe: async subject => observeLock(subject, options.engine),
    },
  ];
}

function observeState(subject: CheckSubject): CheckObservation {
  const run = newestRunOf(subject);
  if (!run) return NO_RUN;
  const init = stageOf(run, 'init');
  if (init?.status === 'failed') {
    return {
      status: 'fail',
      summary: `The state could not be reached${
        init.message ? `: ${init.message}` : ''
      }`,
      ...seenBy(run),
    };
  }
  if (!run.statePosition) {
    return {
      status: 'unknown',
      summary: 'The newest run ended before it had read the state',
      next: READ_LOG,
      ...seenBy(run),
    };
  }
  const { serial } = run.statePosition;
  const seen = {
    value: serial === undefined ? 'no state yet' : `serial ${serial}`,
    threshold: 'remote, with a known serial',
    ...seenBy(run),
  };
  return subject.definition.engine.state.type === 'local'
    ? {
        status: 'warn',
        summary: "The state is a file on the portal's disk, without versions",
        ...seen,
      }
    : {
        status: 'pass',
        summary:
          serial === undefined
            ? 'The remote state is reachable, and empty'
            : 'The remote state is reachable, and its serial is known',
        ...seen,
      };
}

async function observeLock(
  { definition, now }: CheckSubject,
  engine: Pick<Engine, 'inspectLock'>,
): Promise<CheckObservation> {
  // Where the state is, and nothing else: a look at the lock needs no secret variable.
  const { status, message, lock } = await engine.inspectLock({
    ...definition.engine,
    secrets: [],
  });
  switch (status) {
    case 'unlocked':
      return { status: 'pass', summary: 'Nobody holds the lock' };
    case 'unsupported':
      return {
        status: 'not-applicable',
        summary: message ?? 'This kind of state cannot be asked for its lock',
      };
    case 'unknown':
      throw new CheckFailure(
        message ?? 'The state did not tell who holds the lock',
      );
    default:
      return describeHeld(lock, now);
  }
}

function describeHeld(
  lock: { who?: string; since?: string } | undefined,
  now: Date,
): CheckObservation {
  const who = lock?.who ?? 'somebody';
  const minutes = lock?.since
    ? (now.getTime() - Date.parse(lock.since)) / 60_000
    : undefined;
  const threshold = `${LONG_MINUTES} minutes, ${ORPHAN_MINUTES} at most`;
  if (minutes === undefined || Number.isNaN(minutes)) {
    return {
      status: 'warn',
      summary: `Held by ${who}, nobody knows since when`,
      threshold,
    };
  }
  const common = { value: `since ${lock?.since}`, threshold };
  if (minutes > ORPHAN_MINUTES) {
    return {
      status: 'fail',
      summary: `Held by ${who} for more than two hours`,
      ...common,
    };
  }
  return minutes > LONG_MINUTES
    ? {
        status: 'warn',
        summary: `Held by ${who} for more than half an hour`,
        ...common,
      }
    : { status: 'pass', summary: `Held by ${who}, who is at work`, ...common };
}
