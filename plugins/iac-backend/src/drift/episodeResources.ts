import type {
  DriftCause,
  DriftResult,
  DriftSeverity,
  EpisodeResource,
  OutsideChange,
  RedactedJson,
} from '@backstage-iac/plugin-iac-common';

/** More are counted, not kept. */
const MAX_RESOURCES = 200;
const MAX_ATTRIBUTES = 20;

const SEVERITIES: readonly DriftSeverity[] = ['high', 'medium', 'low'];

/** What a check saw, joined with what earlier ones of the episode did: each resource at worst, the worst first. */
export function joinResources(
  before: RedactedJson<EpisodeResource[]> | undefined,
  { outsideChanges }: RedactedJson<DriftResult>,
): RedactedJson<EpisodeResource[]> {
  const resources = new Map(
    (before ?? []).map(resource => [resource.address, resource]),
  );
  for (const change of outsideChanges) {
    const known = resources.get(change.address);
    resources.set(change.address, join(known, change));
  }
  const joined = [...resources.values()]
    // Stable: of the same severity, what was seen first stays first.
    .sort((a, b) => rankOf(a.severity) - rankOf(b.severity))
    .slice(0, MAX_RESOURCES);
  // Parts of redacted texts, whole: addresses and paths.
  return joined as unknown as RedactedJson<EpisodeResource[]>;
}

export function worstOf(resources: EpisodeResource[]): DriftSeverity {
  return (
    SEVERITIES.find(severity =>
      resources.some(resource => resource.severity === severity),
    ) ?? 'medium'
  );
}

/** Whether two lists have an address in common. */
export function overlap(
  one: readonly { address: string }[],
  other: readonly { address: string }[],
): boolean {
  const addresses = new Set(one.map(({ address }) => address));
  return other.some(({ address }) => addresses.has(address));
}

function join(
  known: EpisodeResource | undefined,
  change: OutsideChange,
): EpisodeResource {
  // Versions that did not tell knew no difference.
  const { severity = 'medium' } = change;
  const cause = causeOf(change);
  const paths = change.attributes.map(({ path }) => path);
  return {
    address: change.address,
    severity:
      known && rankOf(known.severity) < rankOf(severity)
        ? known.severity
        : severity,
    causes: unique([...(known?.causes ?? []), cause]),
    attributes: unique([...(known?.attributes ?? []), ...paths]).slice(
      0,
      MAX_ATTRIBUTES,
    ),
  };
}

function causeOf({ action }: OutsideChange): DriftCause {
  if (action === 'update') return 'changed';
  return action === 'delete' ? 'deleted' : 'replaced';
}

function rankOf(severity: DriftSeverity): number {
  return SEVERITIES.indexOf(severity);
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
