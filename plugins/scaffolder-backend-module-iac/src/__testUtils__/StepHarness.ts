import type { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Clock } from '../runs/Clock';

/** A clock on which waiting takes no time. */
export class TestClock implements Clock {
  #now = 0;
  /** Called with the time at each wait. */
  onWait: (now: number) => void = () => {};

  now(): number {
    return this.#now;
  }

  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.#now += milliseconds;
    this.onWait(this.#now);
    signal?.throwIfAborted();
  }
}

/** One step of one task, which can be run again as a recovered task would. */
export class StepHarness {
  readonly lines = new Array<string>();
  readonly outputs: JsonObject = {};
  readonly cancellation = new AbortController();
  readonly #checkpoints = new Map<string, JsonValue | void>();
  readonly #context: Pick<
    Partial<ActionContext<JsonObject>>,
    'isDryRun' | 'workspacePath'
  >;

  constructor(
    context: Pick<
      Partial<ActionContext<JsonObject>>,
      'isDryRun' | 'workspacePath'
    > = {},
  ) {
    this.#context = context;
  }

  /** Runs the step; checkpoints of an earlier time are remembered. */
  async run<TInput extends JsonObject, TOutput extends JsonObject>(
    action: TemplateAction<TInput, TOutput>,
    input: TInput,
  ): Promise<void> {
    const { workspacePath } = this.#context;
    const ctx = createMockActionContext<TInput, TOutput>({
      input,
      logger: this.#logger(),
      task: { id: 'task-1' },
      ...(workspacePath ? { workspacePath } : {}),
    });
    await action.handler({
      ...ctx,
      ...this.#context,
      step: { id: 'step-1', name: 'The step' },
      signal: this.cancellation.signal,
      checkpoint: async ({ key, fn }) => {
        if (!this.#checkpoints.has(key)) this.#checkpoints.set(key, await fn());
        return this.#checkpoints.get(key) as Awaited<ReturnType<typeof fn>>;
      },
      output: (name, value) => {
        this.outputs[String(name)] = value;
      },
    });
  }

  /** The task died before its checkpoints were written. */
  forgetCheckpoints(): void {
    this.#checkpoints.clear();
  }

  #logger(): LoggerService {
    const write = (message: string) => {
      this.lines.push(message);
    };
    return mockServices.logger.mock({ info: write, warn: write });
  }
}
