import type { Run } from '@backstage-iac/plugin-iac-common';
import { describeCounts, nameRun } from './messages';
import type { RunSession } from './RunSession';
import { serviceErrorName } from './serviceErrors';

/**
 * Says yes to the plan that the step just saw, as the person who started the
 * task. The plugin refuses when the plan has another digest by now.
 *
 * A person who may not approve is no failure: the step goes on waiting for
 * somebody who may.
 */
export async function approvePlan(
  session: RunSession,
  run: Run,
  runUrl: string,
): Promise<void> {
  const { caller, credentials, iac, logger, signal } = session;
  const digest = run.digests?.approval;
  if (!digest) {
    throw new Error(
      `${nameRun(
        run,
      )} awaits approval but has no digest to approve. See ${runUrl}`,
    );
  }
  logger.info(`Approving the plan: ${describeCounts(run.counts)}`);
  try {
    await caller.call(() =>
      iac.approveRun(
        run.id,
        { approvalDigest: digest },
        { credentials, signal },
      ),
    );
  } catch (error) {
    switch (serviceErrorName(error)) {
      case 'NotAllowedError':
        logger.warn(
          `You may not approve this plan. Waiting for somebody who may: ${runUrl}`,
        );
        return;
      case 'InputError':
        // Guarded changes want the environment's name typed by a person.
        logger.warn(`A person must approve this plan at ${runUrl}: ${error}`);
        return;
      case 'ConflictError':
        // Somebody was faster, or the plan died; the run's state will tell.
        logger.warn(`The plan was not approved: ${String(error)}`);
        return;
      default:
        throw error;
    }
  }
}
