import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { describeDrift, toDriftOutputs } from '../runs/drift';
import { performRun } from '../runs/performRun';
import { DRY_RUN_OUTPUTS } from '../runs/runOutputs';
import { runInput, runOutput } from '../runs/runSchema';
import type { RunActionOptions } from '../runs/RunSession';
import { writeOutputs } from '../runs/writeOutputs';
import { examples } from './driftCheck.examples';

/** `iac:drift:check`: whether reality still is what was applied. */
export function createIacDriftCheckAction(options: RunActionOptions) {
  return createTemplateAction({
    id: 'iac:drift:check',
    description:
      'Checks whether resources of an environment were changed outside Terraform. Changes nothing',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        ...runInput,
        failOnDrift: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Fail the step when there is drift. By default only the output says so',
            ),
      },
      output: {
        ...runOutput,
        drift: z =>
          z
            .enum(['clean', 'drifted', 'unknown'])
            .describe(
              'Whether something was changed outside Terraform; unknown when the step did not wait',
            ),
        driftedResources: z =>
          z
            .number()
            .optional()
            .describe('Resources that were changed outside Terraform'),
        undeployedChanges: z =>
          z
            .number()
            .optional()
            .describe('Changes of the code that were never applied: no drift'),
      },
    },
    async handler(ctx) {
      const { failOnDrift, ...input } = ctx.input;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would check environment '${input.environment}' for drift`,
        );
        writeOutputs(ctx, { ...DRY_RUN_OUTPUTS, drift: 'unknown' as const });
        return;
      }
      const { run, runUrl } = await performRun(
        ctx,
        { operation: 'drift-check', input },
        options,
      );
      writeOutputs(ctx, toDriftOutputs(run, runUrl));
      if (input.wait === false) return;

      ctx.logger.info(describeDrift(run));
      if (failOnDrift && run.drift?.status === 'drifted') {
        throw new Error(`${describeDrift(run)}. Review it at ${runUrl}`);
      }
    },
  });
}
