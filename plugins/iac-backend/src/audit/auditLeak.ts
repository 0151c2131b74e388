import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Leak } from '@backstage-iac/engine';
import type { Run } from '@backstage-iac/plugin-iac-common';

/**
 * The gravest event that there is: a secret was found in what was written of a
 * run. Names, never values.
 */
export async function auditLeak(
  auditor: AuditorService,
  run: Run,
  leak: Leak,
): Promise<void> {
  const event = await auditor.createEvent({
    eventId: 'secret-leak',
    severityLevel: 'critical',
    meta: {
      runId: run.id,
      environment: run.environment,
      secrets: leak.secrets,
      artifacts: leak.artifacts,
      quarantine: leak.quarantine,
    },
  });
  await event.fail({
    error: new Error(
      'A secret was written by a run, and taken to quarantine: rotate it',
    ),
  });
}
