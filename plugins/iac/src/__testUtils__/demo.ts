import { safeText, say, type RunPlan } from '@backstage-iac/plugin-iac-common';
import { aBigScene, aHygieneReport } from './bigScene';
import { aBlockedDetail, aTimeline, someChanges } from './checks';
import { aCleanDriftPlan, aFullDriftPlan, someEpisodes } from './drift';
import {
  aReadiness,
  aReason,
  type EnvironmentScene,
} from './environmentScenes';
import { aPlan, aRun, aWaitingRun, minutesAgo } from './fixtures';
import { MemoryIacApi } from './MemoryIacApi';
import {
  ADA,
  aProtectedReadiness,
  aReview,
  GRACE,
  LINUS,
  MEMBERS,
} from './people';
import { anOrphanedLock, everyScene } from './scenes';

const PLAN_TEXT = `Terraform will perform the following actions:

  # module.compute.sandbox_database.main must be replaced
-/+ resource "sandbox_database" "main" {
      ~ engine = "postgres-14" -> "postgres-16" # forces replacement
    }

Plan: 4 to add, 2 to change, 1 to destroy.
`;

/** One in so many regions stands otherwise than ready. */
const REGIONS: readonly EnvironmentScene[] = [
  ...Array<EnvironmentScene>(9).fill('ready'),
  'stale',
  'ready',
  'pending_changes',
  ...Array<EnvironmentScene>(7).fill('ready'),
  'drifted',
  'check_failed',
];

/**
 * A portal with something of everything, as Grace sees it, a platform lead.
 *
 * @param count - of environments, 3 or more
 */
export function aDemo(count = 3): MemoryIacApi {
  const production = aProtectedReadiness({
    reasonRequired: true,
    ticketRequired: true,
    ticketPattern: 'CHG-\\d+',
    guardedResources: ['sandbox_database'],
    freezeWindows: [{ title: 'Weekend', when: 'Fri 18:00–Mon 06:00' }],
    freeze: { title: 'Weekend', until: minutesAgo(-2500) },
  });
  const environments = [
    aReadiness('ready', 'staging'),
    {
      ...production,
      reasons: [
        aReason({
          checkId: 'apply.last',
          title: 'Last apply',
          ...say('checks.apply.last.open', { number: 513 }),
          step: 'close-run',
          runId: 'production-513',
        }),
        aReason({
          checkId: 'breakglass.reviewed',
          title: 'Break-glass review',
          ...say('checks.breakglass.reviewed.open', {
            number: 504,
            requester: 'ada',
            second: 'linus',
            reason: 'The database was full',
          }),
          step: 'review-break-glass',
          runId: 'production-504',
        }),
        ...production.reasons,
      ],
    },
    aReadiness('stale', 'dr-west'),
    ...Array.from({ length: count - 3 }, (_, index) =>
      aReadiness(REGIONS[index % REGIONS.length], `region-${index + 1}`),
    ),
  ];
  const waiting = aWaitingRun();
  const scenes = everyScene();
  const big = aBigScene();
  const plans: Record<string, RunPlan> = {
    [waiting.id]: { ...aPlan(), hygiene: aHygieneReport() },
    ...big.plans,
    'production-14': aFullDriftPlan(),
    'staging-14': aCleanDriftPlan(),
  };
  for (const run of scenes) plans[run.id] = aPlan();
  return new MemoryIacApi({
    person: GRACE,
    members: MEMBERS,
    environments,
    timelines: Object.fromEntries(
      environments.map(({ environment, verdict }) => [
        environment.name,
        aTimeline(verdict),
      ]),
    ),
    checks: { production: aBlockedDetail() },
    changes: { production: someChanges() },
    driftEpisodes: { production: someEpisodes() },
    runs: [
      waiting,
      ...scenes,
      ...big.runs,
      aRun({
        environment: 'production',
        number: 480,
        state: 'errored',
        counts: undefined,
        error: {
          message: "The state is locked by 'guest@laptop' since 09:40",
          nextStep: 'Wait for that person to finish, then plan again',
        },
      }),
      ...environments.flatMap(({ lastPlan, lastApply, lastDriftCheck }) =>
        [lastPlan, lastApply, lastDriftCheck].filter(run => run !== undefined),
      ),
    ],
    reviews: {
      'production-500': [
        aReview({ person: LINUS, comment: 'Checked with the database team.' }),
      ],
      'production-501': [
        aReview({ person: LINUS, standing: 'expired' }),
        aReview({ person: 'user:default/margaret', standing: 'ineligible' }),
      ],
      'production-502': [
        aReview({ person: LINUS }),
        aReview({ person: GRACE }),
      ],
      'production-506': [aReview({ person: LINUS, standing: 'void' })],
    },
    guardedChanges: {
      'production-501': [
        {
          address: 'module.compute.sandbox_database.main',
          type: 'sandbox_database',
          action: 'delete-then-create',
        },
      ],
    },
    discussions: {
      'production-500': [
        {
          id: '1',
          kind: 'comment',
          person: ADA,
          text: 'The dashboard says that we reach the limit on Thursday.\nhttps://dashboards.example/db',
          at: minutesAgo(9),
        },
        {
          id: '2',
          kind: 'approved',
          person: LINUS,
          text: 'Checked with the database team.',
          at: minutesAgo(4),
        },
      ],
    },
    queue: [
      {
        runId: 'production-509',
        environment: 'production',
        number: 509,
        position: 1,
        waitsFor: {
          kind: 'run',
          runId: 'production-500',
          number: 500,
          person: ADA,
        },
      },
    ],
    locks: { production: anOrphanedLock() },
    outputs: {
      production: [
        {
          name: 'database_endpoint',
          sensitive: false,
          json: '"db.production.example:5432"',
        },
        { name: 'zones', sensitive: false, json: '["west-1","west-2"]' },
        { name: 'database_password', sensitive: true },
      ],
    },
    plans,
    planTexts: { [waiting.id]: PLAN_TEXT },
    logs: {
      ...big.logs,
      [waiting.id]: [
        {
          cursor: 1,
          stage: 'init',
          at: minutesAgo(12),
          text: safeText`Terraform has been successfully initialized!\n`,
        },
        {
          cursor: 2,
          stage: 'plan',
          at: minutesAgo(11.9),
          text: safeText`module.compute.sandbox_database.main: Plan to replace\nPlan: 4 to add, 2 to change, 1 to destroy.\n`,
        },
      ],
    },
  });
}
