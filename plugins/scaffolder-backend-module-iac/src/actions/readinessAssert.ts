import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  READINESS_PURPOSES,
  type ReadinessDetail,
  type ReadinessPurpose,
  type ReadinessVerdict,
} from '@backstage-iac/plugin-iac-common';
import { systemClock } from '../runs/Clock';
import { PatientCaller } from '../runs/PatientCaller';
import type { RunActionOptions } from '../runs/RunSession';
import { examples } from './readinessAssert.examples';

/** What a template may go on with besides `READY`; never what is blocked or not proven. */
const ALLOWED = ['AT_RISK'] as const;

/** `iac:readiness:assert`: ends the task unless the environment is ready for what comes next. */
export function createIacReadinessAssertAction(options: RunActionOptions) {
  return createTemplateAction({
    id: 'iac:readiness:assert',
    description:
      'Fails unless an environment is ready for what the template is about to do. Changes nothing',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        environment: z => z.string().describe('Name of the environment'),
        for: z =>
          z
            .enum(
              READINESS_PURPOSES as [ReadinessPurpose, ...ReadinessPurpose[]],
            )
            .describe('What the template is about to do'),
        allow: z =>
          z
            .array(z.enum(ALLOWED))
            .optional()
            .describe('Verdicts to go on with besides READY'),
      },
      output: {
        verdict: z =>
          z
            .enum(['READY', 'AT_RISK', 'UNPROVEN', 'BLOCKED'])
            .describe('Whether it is ready for this'),
        reasons: z =>
          z.array(z.string()).describe('Why it is not, the worst first'),
        readinessUrl: z => z.string().describe('The page of the environment'),
      },
    },
    async handler(ctx) {
      const { environment, for: purpose, allow = [] } = ctx.input;
      const caller = PatientCaller.create({
        clock: options.clock ?? systemClock,
        logger: ctx.logger,
        signal: ctx.signal,
      });
      const credentials = await ctx.getInitiatorCredentials();
      const readiness = await caller.call(() =>
        options.iac.getReadiness(environment, { credentials }),
      );
      const verdict = readiness.readyFor[purpose];
      const reasons = reasonsFor(readiness, purpose);
      const url = `${options.appBaseUrl}/iac/environments/${encodeURIComponent(
        environment,
      )}`;
      ctx.output('verdict', verdict);
      ctx.output('reasons', reasons);
      ctx.output('readinessUrl', url);
      const sentence = `Environment '${environment}' is ${verdict} for '${purpose}'`;
      if (!isEnough(verdict, allow)) {
        throw new Error(
          `${sentence}: ${reasons.join('; ')}. See ${url} for what to do`,
        );
      }
      ctx.logger.info(
        reasons.length === 0 ? sentence : `${sentence}: ${reasons.join('; ')}`,
      );
    },
  });
}

function isEnough(
  verdict: ReadinessVerdict,
  allow: readonly ReadinessVerdict[],
): boolean {
  return verdict === 'READY' || allow.includes(verdict);
}

function reasonsFor(
  { reasons }: ReadinessDetail,
  purpose: ReadinessPurpose,
): string[] {
  return reasons
    .filter(({ purposes }) => purposes.includes(purpose))
    .map(({ message, next }) =>
      next ? `${message} (next: ${next.label})` : message,
    );
}
