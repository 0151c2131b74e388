import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
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
export const sourceChecks: readonly ReadinessCheck[] = [
  {
    ...base,
    id: 'source.layout',
    title: 'Source and directory',
    why: 'A renamed directory or a lost repository is noticed before somebody needs to change something.',
    required: true,
    purposes: ['plan', 'apply', 'promote', 'rollback'],
    freshnessSeconds: 30 * DAY,
    needs: "The environment's entry under 'iac.environments', and a run",
    remediation: { label: 'Correct source and directory in the configuration' },
    observe: observeLayout,
  },
  {
    ...base,
    id: 'source.ref',
    title: 'Commit and ref',
    why: 'What was planned from files that nobody committed cannot be planned again.',
    required: true,
    purposes: ['apply', 'promote', 'rollback'],
    needs: 'A run',
    remediation: { label: 'Commit the changes and plan again' },
    observe: observeRef,
  },
  {
    ...base,
    id: 'lint.fmt',
    title: 'Format',
    why: 'Formatting noise hides the change that matters in a review.',
    required: false,
    purposes: ['promote'],
    needs: 'A plan',
    remediation: { label: "Run 'terraform fmt' and commit" },
    observe: subject => observeStage(subject, 'fmt', 'The code is formatted'),
  },
  {
    ...base,
    id: 'lint.validate',
    title: 'Validity',
    why: 'Code that does not validate cannot be planned in an emergency either.',
    required: true,
    purposes: ['plan', 'apply', 'promote'],
    needs: 'A plan',
    remediation: { label: 'Correct the code, the log names file and line' },
    observe: subject => observeStage(subject, 'validate', 'The code is valid'),
  },
  {
    ...base,
    id: 'modules.pinned',
    title: 'Pinned versions',
    why: 'Without a lock file a provider that was released overnight is what gets applied.',
    required: false,
    purposes: ['apply', 'promote'],
    needs: 'A plan',
    remediation: {
      label: "Run 'terraform init' and commit .terraform.lock.hcl",
    },
    observe: observePins,
  },
];

function observeLayout(subject: CheckSubject): CheckObservation {
  const { problem, engine } = subject.definition;
  if (problem) return { status: 'fail', summary: problem };
  const run = newestRunOf(subject);
  const fetched = run && stageOf(run, 'fetch');
  if (!run || !fetched) return NO_RUN;
  return fetched.status === 'passed' || fetched.status === 'warned'
    ? {
        status: 'pass',
        summary: `'${engine.directory}' was found in the source`,
        value: engine.directory,
        ...seenBy(run),
      }
    : {
        status: 'fail',
        summary: `The source could not be fetched${
          fetched.message ? `: ${fetched.message}` : ''
        }`,
        ...seenBy(run),
      };
}

function observeRef(subject: CheckSubject): CheckObservation {
  const run = subject.facts.lastPlan;
  if (!run?.commit) return NO_RUN;
  const { commit, dirty, ref } = run.commit;
  const seen = { value: commit, ...seenBy(run) };
  if (commit.startsWith('dir-')) {
    return {
      status: 'warn',
      summary:
        'The source is a directory outside git: no commit tells what was planned',
      ...seen,
    };
  }
  return dirty
    ? {
        status: 'warn',
        summary: 'The newest plan was made with changes that are not committed',
        ...seen,
      }
    : {
        status: 'pass',
        summary: `Planned at ${commit.slice(0, 12)}${
          ref ? ` of '${ref}'` : ''
        }`,
        ...seen,
      };
}

function observeStage(
  subject: CheckSubject,
  name: 'fmt' | 'validate',
  good: string,
): CheckObservation {
  const run = lastAttemptOf(subject);
  const stage = run && stageOf(run, name);
  if (!run || !stage) return NO_RUN;
  switch (stage.status) {
    case 'passed':
      return { status: 'pass', summary: good, ...seenBy(run) };
    case 'warned':
      return {
        status: 'warn',
        summary: stage.message ?? 'There are warnings',
        ...seenBy(run),
      };
    case 'failed':
      return {
        status: 'fail',
        summary: stage.message ?? 'The stage failed',
        ...seenBy(run),
      };
    default:
      return {
        status: 'unknown',
        summary: 'The newest run ended before this stage',
        next: READ_LOG,
        ...seenBy(run),
      };
  }
}

function observePins(subject: CheckSubject): CheckObservation {
  const run = lastAttemptOf(subject);
  const init = run && stageOf(run, 'init');
  if (!run || !init) return NO_RUN;
  if (init.status === 'passed' || init.status === 'skipped') {
    return {
      status: 'pass',
      summary: 'A lock file is committed',
      value: run.tool && `${run.tool.product} ${run.tool.version}`,
      ...seenBy(run),
    };
  }
  return {
    status: init.status === 'warned' ? 'warn' : 'unknown',
    summary: init.message ?? "The newest run ended before 'init' was through",
    ...seenBy(run),
  };
}
