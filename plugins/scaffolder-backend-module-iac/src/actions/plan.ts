import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { performRun } from '../runs/performRun';
import { DRY_RUN_OUTPUTS, toOutputs } from '../runs/runOutputs';
import { runInput, runOutput } from '../runs/runSchema';
import type { RunActionOptions } from '../runs/RunSession';
import { writeOutputs } from '../runs/writeOutputs';
import { examples } from './plan.examples';

/** `iac:plan`: what Terraform would change, without changing it. */
export function createIacPlanAction(options: RunActionOptions) {
  return createTemplateAction({
    id: 'iac:plan',
    description:
      'Plans an environment with Terraform or OpenTofu. Changes nothing',
    supportsDryRun: true,
    examples,
    schema: { input: runInput, output: runOutput },
    async handler(ctx) {
      if (ctx.isDryRun) {
        ctx.logger.info(`Would plan environment '${ctx.input.environment}'`);
        writeOutputs(ctx, DRY_RUN_OUTPUTS);
        return;
      }
      const { run, runUrl } = await performRun(
        ctx,
        { operation: 'plan-only', input: ctx.input },
        options,
      );
      writeOutputs(ctx, toOutputs(run, runUrl));
    },
  });
}
