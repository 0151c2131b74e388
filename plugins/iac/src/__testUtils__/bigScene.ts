import type {
  HygieneReport,
  LogChunk,
  Run,
  RunPlan,
} from '@backstage-iac/plugin-iac-common';
import { aBigPlan } from './bigPlan';
import { aPlan, aRun, minutesAgo } from './fixtures';
import { aLongLog } from './longLog';
import { adasRun } from './people';

/** What a plan found out about the source that it was made from. */
export function aHygieneReport(): HygieneReport {
  return {
    at: minutesAgo(12),
    commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
    checks: [
      {
        id: 'ignored',
        status: 'pass',
        summary: 'A rule of .gitignore keeps it out',
        evidence: [],
      },
      {
        id: 'scan',
        status: 'fail',
        summary: '4 secrets are in the source',
        evidence: [
          {
            file: 'infra/modules/compute/main.tf',
            line: 12,
            message: 'an AWS access key',
          },
          { file: 'infra/key.pem', message: 'a private key' },
        ],
        more: 2,
        nextStep: 'Revoke them, and take them out of the code',
      },
      {
        id: 'template',
        status: 'not-applicable',
        summary: 'There is no secrets.auto.tfvars.example',
        evidence: [],
      },
    ],
  };
}

/** The plan before: a smaller cluster, and a bucket that exists by now. */
export function anEarlierPlan(): RunPlan {
  const { summary } = aPlan();
  const [database, cluster, rule, service] = summary.changes;
  const [size] = cluster.attributes;
  return {
    summary: {
      ...summary,
      changes: [
        { ...database, action: 'update' },
        {
          ...cluster,
          attributes: [{ ...size, after: { kind: 'value', json: '7' } }],
        },
        rule,
        {
          ...service,
          address: 'module.compute.sandbox_bucket.old',
          type: 'sandbox_bucket',
        },
      ],
    },
  };
}

/** A plan of 20,000 resources with a log of 200,000 lines, and an earlier plan to compare with. */
export function aBigScene(): {
  runs: Run[];
  plans: Record<string, RunPlan>;
  logs: Record<string, LogChunk[]>;
} {
  const { counts } = adasRun();
  const big = adasRun({
    number: 520,
    reason: 'All teams',
    counts: counts && { ...counts, replace: 0, delete: 200, update: 19_800 },
  });
  const before = aRun({ environment: 'production', number: 478 });
  return {
    runs: [big, before],
    plans: { [big.id]: aBigPlan(20_000), [before.id]: anEarlierPlan() },
    logs: { [big.id]: aLongLog(200_000) },
  };
}
