import { CustomErrorBase } from '@backstage/errors';

/** The run belongs to another worker, or to nobody: stop, and write no more. */
export class LeaseLostError extends CustomErrorBase {
  name = 'LeaseLostError' as const;

  constructor(runId: string) {
    super(`This worker no longer holds the lease of run '${runId}'`);
  }
}
