import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { performRun } from '../runs/performRun';
import { DRY_RUN_OUTPUTS, toOutputs } from '../runs/runOutputs';
import { runInput, runOutput } from '../runs/runSchema';
import type { RunActionOptions } from '../runs/RunSession';
import { writeOutputs } from '../runs/writeOutputs';
import { examples } from './apply.examples';

/** `iac:apply`: a plan and, once approved, the apply of exactly that plan. */
export function createIacApplyAction(options: RunActionOptions) {
  return createTemplateAction({
    id: 'iac:apply',
    description:
      'Plans an environment, waits for approval, and applies exactly the plan that was approved',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        ...runInput,
        approve: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Approve the plan as the person who started the task, if they may. By default the step waits for people',
            ),
      },
      output: runOutput,
    },
    async handler(ctx) {
      const { approve, ...input } = ctx.input;
      if (approve && input.wait === false) {
        throw new InputError(
          "'approve: true' needs 'wait: true', for the plan to be approved is not there yet when the step ends",
        );
      }
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would plan and apply environment '${input.environment}'`,
        );
        writeOutputs(ctx, DRY_RUN_OUTPUTS);
        return;
      }
      const { run, runUrl } = await performRun(
        ctx,
        { operation: 'plan-and-apply', input, approve },
        options,
      );
      writeOutputs(ctx, toOutputs(run, runUrl));
    },
  });
}
