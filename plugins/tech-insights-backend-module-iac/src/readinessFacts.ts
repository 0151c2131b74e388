import type { AuthService } from '@backstage/backend-plugin-api';
import type { FactRetriever } from '@backstage-community/plugin-tech-insights-node';
import type { ReadinessLine } from '@backstage-iac/plugin-iac-common';
import type { IacService } from '@backstage-iac/plugin-iac-node';

/** Environments that are asked for at once. */
const PAGE_SIZE = 1_000;

/** Facts about the `Resource` entities of environments. Reads the list as it is shown, a page at a time. */
export function createReadinessFactRetriever(options: {
  auth: AuthService;
  iac: Pick<IacService, 'listReadiness'>;
}): FactRetriever {
  const { auth, iac } = options;
  return {
    id: 'iacReadiness',
    version: '1.0.0',
    title: 'Readiness of environments',
    description: 'Verdict on each environment, and what it is ready for',
    entityFilter: [{ kind: 'resource', 'spec.type': 'environment' }],
    schema: {
      verdict: {
        type: 'string',
        description: 'READY, AT_RISK, UNPROVEN or BLOCKED',
      },
      readyToApply: {
        type: 'boolean',
        description: 'Ready for an apply, without a risk',
      },
      readyToPromote: {
        type: 'boolean',
        description: 'Ready for a commit to be promoted from or to it',
      },
      failingChecks: { type: 'integer', description: 'Checks that fail' },
      unprovenChecks: {
        type: 'integer',
        description: 'Checks that are unknown, stale or failed themselves',
      },
      waivedChecks: { type: 'integer', description: 'Checks that are waived' },
      driftedResources: {
        type: 'integer',
        description:
          'Resources that changed outside Terraform; absent while it is not known',
      },
      worstReason: {
        type: 'string',
        description: 'Why it is not ready; empty when it is',
      },
    },
    async handler() {
      const lines = new Array<ReadinessLine>();
      for (;;) {
        const { items, totalItems } = await iac.listReadiness(
          { offset: lines.length, limit: PAGE_SIZE },
          { credentials: await auth.getOwnServiceCredentials() },
        );
        lines.push(...items);
        if (items.length === 0 || lines.length >= totalItems) break;
      }
      return lines.map(toFacts);
    },
  };
}

function toFacts(line: ReadinessLine) {
  const { counts, drift, readyFor } = line;
  return {
    entity: { kind: 'resource', namespace: 'default', name: line.environment },
    facts: {
      verdict: line.verdict,
      readyToApply: readyFor.apply === 'READY',
      readyToPromote: readyFor.promote === 'READY',
      failingChecks: counts.fail,
      unprovenChecks: counts.unknown + counts.stale + counts.error,
      waivedChecks: counts.waived,
      worstReason: line.worstReason?.message ?? '',
      // What is not known is left out: zero would be good news.
      ...(drift.count === undefined ? {} : { driftedResources: drift.count }),
    },
  };
}
