import type {
  AuditorService,
  AuthService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Governance } from './governanceChecks';

/** One event speaks for all environments that are looked at in this time, in milliseconds. */
const AUDIT_INTERVAL_MS = 5 * 60 * 1000;

/** Asks the catalog and the auditor of the portal. */
export function createGovernance(options: {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
}): Governance {
  const { auditor, auth, catalog } = options;
  let written: { at: number; event: Promise<void> } | undefined;
  return {
    async knowsEntity(entityRef) {
      const entity = await catalog.getEntityByRef(entityRef, {
        credentials: await auth.getOwnServiceCredentials(),
      });
      return entity !== undefined;
    },
    async writeAudit() {
      const now = performance.now();
      if (!written || now - written.at > AUDIT_INTERVAL_MS) {
        written = { at: now, event: probe(auditor) };
      }
      await written.event;
    },
  };
}

async function probe(auditor: AuditorService): Promise<void> {
  const event = await auditor.createEvent({
    eventId: 'readiness-audit-probe',
    severityLevel: 'low',
  });
  await event.success();
}
