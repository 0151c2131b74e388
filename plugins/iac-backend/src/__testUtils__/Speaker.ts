import { mockCredentials } from '@backstage/backend-test-utils';
import type { CreateRunRequest, Run } from '@backstage-iac/plugin-iac-common';
import type { ScopedIacService } from '../service/ScopedIacService';

/** One person in front of the service. Speaks of the plan that a run has now. */
export class Speaker {
  readonly #service: ScopedIacService;
  readonly #options;

  constructor(service: ScopedIacService, name: string) {
    this.#service = service;
    this.#options = {
      credentials: mockCredentials.user(`user:default/${name}`),
    };
  }

  async planAndApply(
    environment: string,
    request: Partial<CreateRunRequest> = {},
  ): Promise<Run> {
    return this.#service.createRun(
      { environment, operation: 'plan-and-apply', ...request },
      this.#options,
    );
  }

  async looksAt(run: Run) {
    return this.#service.getApproval(run.id, this.#options);
  }

  async approve(run: Run, request: { confirm?: string } = {}) {
    return this.#service.approveRun(
      run.id,
      { approvalDigest: await this.#digest(run), ...request },
      this.#options,
    );
  }

  async reject(run: Run, comment: string) {
    return this.#service.rejectRun(
      run.id,
      { approvalDigest: await this.#digest(run), comment },
      this.#options,
    );
  }

  async withdraw(run: Run, comment?: string) {
    return this.#service.withdrawApproval(run.id, { comment }, this.#options);
  }

  async says(run: Run, text: string) {
    return this.#service.addComment(run.id, { text }, this.#options);
  }

  async breakGlass(run: Run, reason: string) {
    return this.#service.requestBreakGlass(
      run.id,
      { approvalDigest: await this.#digest(run), reason },
      this.#options,
    );
  }

  async confirmBreakGlass(run: Run) {
    return this.#service.confirmBreakGlass(
      run.id,
      { approvalDigest: await this.#digest(run) },
      this.#options,
    );
  }

  async reviewBreakGlass(run: Run, comment: string) {
    return this.#service.reviewBreakGlass(run.id, { comment }, this.#options);
  }

  async #digest(run: Run): Promise<string> {
    const { digests } = await this.#service.getRun(run.id, this.#options);
    return digests?.approval ?? '0'.repeat(64);
  }
}
