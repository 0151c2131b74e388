import {
  advise,
  describeBuiltIn,
  quote,
  say,
} from '@backstage-iac/plugin-iac-common';
import type { CheckSubject } from '@backstage-iac/plugin-iac-node';
import type { BuiltInCheck, SaidObservation } from './BuiltInCheck';
import { DAY } from './windows';
import {
  lastAttemptOf,
  newestRunOf,
  NO_RUN,
  PLAN_AGAIN,
  READ_LOG,
  seenBy,
  stageOf,
} from './runEvidence';

const base = {
  group: 'source',
  producer: 'iac',
  refresh: PLAN_AGAIN,
} as const;

/** Code, commit, format, validity and pinned versions. */
export const sourceChecks: readonly BuiltInCheck[] = [
  {
    ...base,
    ...describeBuiltIn('source.layout'),
    required: true,
    purposes: ['plan', 'apply', 'promote', 'rollback'],
    freshnessSeconds: 30 * DAY,
    remediation: advise('checks.source.layout.do'),
    observe: observeLayout,
  },
  {
    ...base,
    ...describeBuiltIn('source.ref'),
    required: true,
    purposes: ['apply', 'promote', 'rollback'],
    remediation: advise('checks.source.ref.do'),
    observe: observeRef,
  },
  {
    ...base,
    ...describeBuiltIn('lint.fmt'),
    required: false,
    purposes: ['promote'],
    remediation: advise('checks.lint.fmt.do'),
    observe: subject => observeStage(subject, 'fmt'),
  },
  {
    ...base,
    ...describeBuiltIn('lint.validate'),
    required: true,
    purposes: ['plan', 'apply', 'promote'],
    remediation: advise('checks.lint.validate.do'),
    observe: subject => observeStage(subject, 'validate'),
  },
  {
    ...base,
    ...describeBuiltIn('modules.pinned'),
    required: false,
    purposes: ['apply', 'promote'],
    remediation: advise('checks.modules.pinned.do'),
    observe: observePins,
  },
];

function observeLayout(subject: CheckSubject): SaidObservation {
  const { problem, engine } = subject.definition;
  if (problem) return { status: 'fail', ...quote(problem) };
  const run = newestRunOf(subject);
  const fetched = run && stageOf(run, 'fetch');
  if (!run || !fetched) return NO_RUN;
  return fetched.status === 'passed' || fetched.status === 'warned'
    ? {
        status: 'pass',
        ...say('checks.source.layout.found', { directory: engine.directory }),
        value: engine.directory,
        ...seenBy(run),
      }
    : {
        status: 'fail',
        ...(fetched.message
          ? say('checks.source.layout.lostBecause', { error: fetched.message })
          : say('checks.source.layout.lost')),
        ...seenBy(run),
      };
}

function observeRef(subject: CheckSubject): SaidObservation {
  const run = subject.facts.lastPlan;
  if (!run?.commit) return NO_RUN;
  const { commit, dirty, ref } = run.commit;
  const seen = { value: commit, ...seenBy(run) };
  const short = commit.slice(0, 12);
  if (commit.startsWith('dir-')) {
    return {
      status: 'warn',
      ...say('checks.source.ref.outside'),
      ...seen,
    };
  }
  return dirty
    ? {
        status: 'warn',
        ...say('checks.source.ref.dirty'),
        ...seen,
      }
    : {
        status: 'pass',
        ...(ref
          ? say('checks.source.ref.plannedOf', { commit: short, ref })
          : say('checks.source.ref.planned', { commit: short })),
        ...seen,
      };
}

function observeStage(
  subject: CheckSubject,
  name: 'fmt' | 'validate',
): SaidObservation {
  const run = lastAttemptOf(subject);
  const stage = run && stageOf(run, name);
  if (!run || !stage) return NO_RUN;
  switch (stage.status) {
    case 'passed':
      return {
        status: 'pass',
        ...say(`checks.lint.${name}.passed`),
        ...seenBy(run),
      };
    case 'warned':
      return {
        status: 'warn',
        ...(stage.message ? quote(stage.message) : say('checks.stage.warned')),
        ...seenBy(run),
      };
    case 'failed':
      return {
        status: 'fail',
        ...(stage.message ? quote(stage.message) : say('checks.stage.failed')),
        ...seenBy(run),
      };
    default:
      return {
        status: 'unknown',
        ...say('checks.stage.ended'),
        next: READ_LOG,
        ...seenBy(run),
      };
  }
}

function observePins(subject: CheckSubject): SaidObservation {
  const run = lastAttemptOf(subject);
  const init = run && stageOf(run, 'init');
  if (!run || !init) return NO_RUN;
  if (init.status === 'passed' || init.status === 'skipped') {
    return {
      status: 'pass',
      ...say('checks.modules.pinned.passed'),
      value: run.tool && `${run.tool.product} ${run.tool.version}`,
      ...seenBy(run),
    };
  }
  return {
    status: init.status === 'warned' ? 'warn' : 'unknown',
    ...(init.message
      ? quote(init.message)
      : say('checks.modules.pinned.ended')),
    ...seenBy(run),
  };
}
