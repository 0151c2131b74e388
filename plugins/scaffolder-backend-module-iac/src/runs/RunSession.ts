import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { IacService } from '@backstage-iac/plugin-iac-node';
import type { Clock } from './Clock';
import { PatientCaller } from './PatientCaller';

/** What the actions are made with. */
export interface RunActionOptions {
  iac: IacService;
  /** `app.baseUrl`, for links to runs. */
  appBaseUrl: string;
  /** @defaultValue the system's */
  clock?: Clock;
}

/** The part of a step's context that has to do with its run. */
export interface RunSession {
  iac: IacService;
  caller: PatientCaller;
  clock: Clock;
  checkpoint: StepContext['checkpoint'];
  credentials: BackstageCredentials;
  logger: LoggerService;
  signal?: AbortSignal;
  stepId: string;
  taskId: string;
}

/** A step's context, whatever its inputs and outputs are. */
export type StepContext = Omit<ActionContext<JsonObject>, 'input' | 'output'>;

/** Takes out of a step's context what its run needs. */
export async function openSession(
  ctx: StepContext,
  options: { iac: IacService; clock: Clock },
): Promise<RunSession> {
  const { logger, signal } = ctx;
  const { clock, iac } = options;
  return {
    iac,
    clock,
    logger,
    signal,
    caller: PatientCaller.create({ clock, logger, signal }),
    checkpoint: request => ctx.checkpoint(request),
    credentials: await ctx.getInitiatorCredentials(),
    stepId: ctx.step?.id ?? 'step',
    taskId: ctx.task.id,
  };
}
