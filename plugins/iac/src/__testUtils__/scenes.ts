import type {
  Reconciliation,
  Run,
  Stage,
  StateLockStatus,
} from '@backstage-iac/plugin-iac-common';
import { aRun, minutesAgo } from './fixtures';
import { ADA, adasRun, GRACE, LINUS } from './people';

/** A lock whose holder is proved dead. */
export function anOrphanedLock(
  changes: Partial<StateLockStatus> = {},
): StateLockStatus {
  return {
    status: 'locked',
    lock: {
      id: '6d1f0b9e-8c53-4f0e-9a51-2f6d6f7a3c11',
      who: 'iac@worker-2',
      operation: 'OperationTypeApply',
      since: minutesAgo(50),
    },
    holder: { runId: 'production-479', number: 479, alive: false },
    orphan: 'proved',
    ...changes,
  };
}

/** What was found out about an apply whose worker was lost. */
export function aReconciliation(
  changes: Partial<Reconciliation> = {},
): Reconciliation {
  return {
    at: minutesAgo(2),
    process: 'ended',
    lock: anOrphanedLock(),
    before: { lineage: '0d4f', serial: 212 },
    now: { lineage: '0d4f', serial: 214 },
    progress: {
      done: [
        { address: 'module.compute.sandbox_cluster.main', action: 'update' },
        {
          address: 'module.compute.sandbox_service.ingress["api"]',
          action: 'create',
        },
      ],
      unfinished: [
        {
          address: 'module.compute.sandbox_database.main',
          action: 'delete-then-create',
        },
      ],
    },
    saidComplete: false,
    rescuedState: false,
    planRunId: 'production-480',
    problems: ['The host worker-2 did not answer for its process table'],
    ...changes,
  };
}

/** Approved, and then so far with the apply. */
function applied(apply: Stage): Partial<Run> {
  const { stages } = adasRun();
  return {
    approvedBy: LINUS,
    approvedAt: minutesAgo(8),
    stages: [
      ...stages.filter(({ name }) => name !== 'approval' && name !== 'apply'),
      {
        name: 'approval',
        status: 'passed',
        startedAt: minutesAgo(11.8),
        finishedAt: minutesAgo(8),
      },
      apply,
    ],
  };
}

const BEGUN: Stage = {
  name: 'apply',
  status: 'running',
  startedAt: minutesAgo(7),
};
const FAILED: Stage = {
  ...BEGUN,
  status: 'failed',
  finishedAt: minutesAgo(3),
};
const PASSED: Stage = { ...FAILED, status: 'passed' };

/** An apply that nobody knows the end of. */
export function anUnknownRun(changes: Partial<Run> = {}): Run {
  return adasRun({
    number: 479,
    ...applied(FAILED),
    state: 'outcome_unknown',
    finishedAt: minutesAgo(3),
    error: { message: 'The worker was lost while it applied' },
    reconciliation: aReconciliation(),
    ...changes,
  });
}

/** One run for each thing that a run page can say. */
export function everyScene(): Run[] {
  const glass = {
    requestedBy: ADA,
    reason: 'Checkout is down, the database is full. Incident INC-77.',
    requestedAt: minutesAgo(3),
    expiresAt: minutesAgo(-12),
  };
  const confirmed = {
    ...glass,
    confirmedBy: LINUS,
    confirmedAt: minutesAgo(2),
    reviewDueAt: minutesAgo(-4300),
  };
  const stopped = {
    cancelRequestedBy: ADA,
    cancelRequestedAt: minutesAgo(1),
  };
  const progress = aReconciliation().progress;
  return [
    adasRun({ number: 500, reason: 'Larger database', ticket: 'CHG-2214' }),
    adasRun({ number: 501, reason: 'Guarded' }),
    adasRun({
      number: 502,
      state: 'approved',
      approvedBy: LINUS,
      approvedAt: minutesAgo(1),
      waitsFor: { kind: 'freeze', title: 'Weekend', until: minutesAgo(-2500) },
    }),
    adasRun({ number: 503, breakGlass: glass }),
    adasRun({
      number: 504,
      ...applied(PASSED),
      state: 'applied',
      breakGlass: confirmed,
    }),
    adasRun({
      number: 505,
      ...applied(PASSED),
      state: 'applied',
      breakGlass: {
        ...confirmed,
        reviewedBy: GRACE,
        reviewedAt: minutesAgo(1),
        reviewComment: 'Right to do. The alert on free space is now earlier.',
      },
    }),
    adasRun({
      number: 506,
      state: 'discarded',
      finishedAt: minutesAgo(2),
      error: {
        message:
          'The state was written since the plan was made: serial 212, now 213.',
      },
      successor: {
        runId: 'production-507',
        number: 507,
        why: 'replanned',
      },
    }),
    adasRun({
      number: 507,
      trigger: 'replan',
      predecessor: { runId: 'production-506', number: 506 },
    }),
    adasRun({
      number: 508,
      state: 'discarded',
      finishedAt: minutesAgo(2),
      successor: {
        runId: 'production-507',
        number: 507,
        why: 'superseded',
      },
    }),
    adasRun({
      number: 509,
      state: 'pending',
      stages: [],
      digests: undefined,
      startedAt: undefined,
      waitsFor: {
        kind: 'run',
        runId: 'production-500',
        number: 500,
        person: ADA,
      },
    }),
    adasRun({
      number: 510,
      ...applied(BEGUN),
      state: 'applying',
      ...stopped,
      forceCancelAvailableAt: minutesAgo(-1.5),
    }),
    adasRun({
      number: 511,
      ...applied(BEGUN),
      state: 'applying',
      ...stopped,
      forceCancelAvailableAt: minutesAgo(0.1),
    }),
    adasRun({
      number: 512,
      ...applied(FAILED),
      state: 'canceled',
      finishedAt: minutesAgo(1),
      ...stopped,
      error: { message: 'The run was canceled' },
      progress,
    }),
    anUnknownRun({ number: 513 }),
    anUnknownRun({
      number: 514,
      closed: {
        as: 'applied',
        by: GRACE,
        at: minutesAgo(1),
        comment: 'All is there; compared with the console.',
      },
    }),
    adasRun({
      number: 515,
      ...applied(FAILED),
      state: 'errored',
      finishedAt: minutesAgo(1),
      error: {
        message: 'Terraform could not save its state: no space left',
        nextStep: 'Make room, then push the state that was kept.',
      },
      rescuedState: true,
      progress,
    }),
    aRun({ environment: 'production', number: 516, state: 'planning' }),
  ];
}
