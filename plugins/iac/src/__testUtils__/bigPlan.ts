import type { ResourceChange, RunPlan } from '@backstage-iac/plugin-iac-common';
import { aPlan } from './fixtures';

/** A plan of so many resources in a hundred modules; those of the first are destroyed. */
export function aBigPlan(resources: number): RunPlan {
  const { summary } = aPlan();
  const changes = Array.from({ length: resources }, (_, index) => {
    const module = Math.floor((index * 100) / resources);
    return aBucket(`module.team["${module}"]`, index, module === 0);
  });
  return { summary: { ...summary, changes, outputs: [] } };
}

function aBucket(
  moduleAddress: string,
  index: number,
  isDestroyed: boolean,
): ResourceChange {
  const name = `bucket_${index}`;
  return {
    address: `${moduleAddress}.sandbox_bucket.${name}`,
    moduleAddress,
    type: 'sandbox_bucket',
    name,
    mode: 'managed',
    provider: 'registry.terraform.io/sandbox/sandbox',
    action: isDestroyed ? 'delete' : 'update',
    attributes: [
      {
        path: 'size',
        before: { kind: 'value', json: '1' },
        after: { kind: 'value', json: '2' },
      },
    ],
  };
}
