import type { MovedVersion } from '@backstage-iac/plugin-iac-common';
import type { LastApplied } from '../types';
import type { ObservedPlan } from './ObservedPlan';
import type { RecordedState } from './RecordedState';

/** Versions that a plan was made with and that are others than at the last apply. */
export function movedVersions(
  plan: ObservedPlan,
  before: { lastApplied?: LastApplied; recorded: RecordedState },
): MovedVersion[] {
  const { lastApplied, recorded } = before;
  const { product, version } = plan.tool;
  const earlier = lastApplied?.tool ?? {
    product,
    // The state knows who wrote it, when nobody else does.
    version: recorded.toolVersion ?? version,
  };
  const tool =
    earlier.version !== version || earlier.product !== product
      ? [{ name: product, from: nameOf(earlier, product), to: version }]
      : [];
  return [
    ...tool,
    ...movedProviders(lastApplied?.providers ?? {}, plan.providers),
  ];
}

/** Providers that both know, in another version. */
export function movedProviders(
  before: Record<string, string>,
  now: Record<string, string>,
): MovedVersion[] {
  return Object.entries(now)
    .filter(([name, to]) => Object.hasOwn(before, name) && before[name] !== to)
    .map(([name, to]) => ({ name, from: before[name], to }));
}

function nameOf(
  tool: { product: string; version: string },
  product: string,
): string {
  return tool.product === product
    ? tool.version
    : `${tool.product} ${tool.version}`;
}
