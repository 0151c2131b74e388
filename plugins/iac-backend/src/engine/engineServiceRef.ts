import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  archiveApply,
  archivePlan,
  createEngine,
  type Engine,
  type EngineOptions,
} from '@backstage-iac/engine';
import type { ArchiveFunctions } from '../artifacts/EvidenceArchive';

/** How Terraform is called and what it proved is kept. */
export interface EngineTools extends ArchiveFunctions {
  createEngine(options: EngineOptions): Engine;
}

/** A service, so that a backend can bring another engine, and a test a scripted one. */
export const engineServiceRef = createServiceRef<EngineTools>({
  id: 'iac.engine',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => ({ createEngine, archivePlan, archiveApply }),
    }),
});
