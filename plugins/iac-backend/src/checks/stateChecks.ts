import type { Engine } from '@backstage-iac/engine';
import {
  advise,
  describeBuiltIn,
  measure,
  quote,
  say,
  type Sentence,
} from '@backstage-iac/plugin-iac-common';
import type { CheckSubject } from '@backstage-iac/plugin-iac-node';
import type { BuiltInCheck, SaidObservation } from './BuiltInCheck';
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
}): BuiltInCheck[] {
  return [
    {
      ...base,
      ...describeBuiltIn('state.remote'),
      required: true,
      purposes: ['plan', 'apply', 'promote', 'rollback'],
      freshnessSeconds: windowOf(3 * DAY),
      remediation: advise('checks.state.remote.do'),
      refresh: PLAN_AGAIN,
      observe: observeState,
    },
    {
      ...base,
      ...describeBuiltIn('state.lock'),
      required: true,
      purposes: ['plan', 'apply', 'promote', 'rollback'],
      freshnessSeconds: HOUR,
      remediation: advise('checks.state.lock.do'),
      observe: async subject => observeLock(subject, options.engine),
    },
  ];
}

function observeState(subject: CheckSubject): SaidObservation {
  const run = newestRunOf(subject);
  if (!run) return NO_RUN;
  const init = stageOf(run, 'init');
  if (init?.status === 'failed') {
    return {
      status: 'fail',
      ...(init.message
        ? say('checks.state.remote.lostBecause', { error: init.message })
        : say('checks.state.remote.lost')),
      ...seenBy(run),
    };
  }
  if (!run.statePosition) {
    return {
      status: 'unknown',
      ...say('checks.state.remote.notRead'),
      next: READ_LOG,
      ...seenBy(run),
    };
  }
  const { serial } = run.statePosition;
  const seen = {
    ...measure(
      serial === undefined
        ? say('checks.state.remote.noState')
        : say('checks.state.remote.serial', { serial }),
      say('checks.state.remote.limit'),
    ),
    ...seenBy(run),
  };
  return subject.definition.engine.state.type === 'local'
    ? {
        status: 'warn',
        ...say('checks.state.remote.local'),
        ...seen,
      }
    : {
        status: 'pass',
        ...(serial === undefined
          ? say('checks.state.remote.empty')
          : say('checks.state.remote.reachable')),
        ...seen,
      };
}

async function observeLock(
  { definition, now }: CheckSubject,
  engine: Pick<Engine, 'inspectLock'>,
): Promise<SaidObservation> {
  // Where the state is, and nothing else: a look at the lock needs no secret variable.
  const { status, message, lock } = await engine.inspectLock({
    ...definition.engine,
    secrets: [],
  });
  switch (status) {
    case 'unlocked':
      return { status: 'pass', ...say('checks.state.lock.free') };
    case 'unsupported':
      return {
        status: 'not-applicable',
        ...(message ? quote(message) : say('checks.state.lock.unsupported')),
      };
    case 'unknown':
      throw new CheckFailure(
        message
          ? say('checks.broken.because', { error: message })
          : say('checks.state.lock.noAnswer'),
      );
    default:
      return describeHeld(lock, now);
  }
}

function describeHeld(
  lock: { who?: string; since?: string } | undefined,
  now: Date,
): SaidObservation {
  const minutes = lock?.since
    ? (now.getTime() - Date.parse(lock.since)) / 60_000
    : undefined;
  const limit = say('checks.state.lock.limit', {
    long: LONG_MINUTES,
    most: ORPHAN_MINUTES,
  });
  if (!lock?.since || minutes === undefined || Number.isNaN(minutes)) {
    return {
      status: 'warn',
      ...sayHeld('', lock?.who),
      ...measure(undefined, limit),
    };
  }
  const measured = measure(
    say('checks.state.lock.since', { time: lock.since }),
    limit,
  );
  if (minutes > ORPHAN_MINUTES) {
    return { status: 'fail', ...sayHeld('TooLong', lock.who), ...measured };
  }
  return minutes > LONG_MINUTES
    ? { status: 'warn', ...sayHeld('Long', lock.who), ...measured }
    : { status: 'pass', ...sayHeld('AtWork', lock.who), ...measured };
}

function sayHeld(
  how: '' | 'AtWork' | 'Long' | 'TooLong',
  who: string | undefined,
): Sentence {
  return who === undefined
    ? say(`checks.state.lock.somebody${how}`)
    : say(`checks.state.lock.held${how}`, { who });
}
