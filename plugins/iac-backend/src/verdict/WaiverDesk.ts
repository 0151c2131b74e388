import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CheckWaiver } from '@backstage-iac/plugin-iac-common';
import type { CheckRegistry } from '../checks/CheckRegistry';
import type { EnvironmentStateStore } from '../database/EnvironmentStateStore';
import type { WaiverStore } from '../database/WaiverStore';
import type { EnvironmentRegistry } from '../service/EnvironmentRegistry';
import type { ScopedIacService } from '../service/ScopedIacService';
import type { SpokenText } from '../service/SpokenText';
import { subjectOf } from '../service/subjects';
import type { VerdictKeeper } from './VerdictKeeper';

type Desk = Pick<
  ScopedIacService,
  'requestWaiver' | 'decideWaiver' | 'revokeWaiver'
>;

/** A waiver that runs longer is a rule, and belongs into the configuration; in milliseconds. */
const LONGEST_WAIVER_MS = 90 * 24 * 60 * 60 * 1000;

export interface WaiverDeskOptions {
  registry: EnvironmentRegistry;
  checks: CheckRegistry;
  keeper: VerdictKeeper;
  waivers: WaiverStore;
  states: Pick<EnvironmentStateStore, 'now'>;
  spoken: SpokenText;
}

/** Takes people's words on waivers; the verdict follows at once. */
export class WaiverDesk implements Desk {
  readonly #options: WaiverDeskOptions;

  constructor(options: WaiverDeskOptions) {
    this.#options = options;
  }

  requestWaiver: Desk['requestWaiver'] = async (
    name,
    checkId,
    request,
    options,
  ) => {
    this.#options.registry.get(name);
    expectCheck(this.#options.checks, checkId);
    const now = await this.#options.states.now();
    const lasts = Date.parse(request.expiresAt) - now.getTime();
    if (!(lasts > 0 && lasts <= LONGEST_WAIVER_MS)) {
      throw new InputError(
        `A waiver must end in the next 90 days, not at '${request.expiresAt}'`,
      );
    }
    const { spoken } = this.#options;
    // A request that nobody has decided in time holds its place no longer.
    await this.#options.waivers.expire();
    return this.#options.waivers.create({
      environment: name,
      checkId,
      reason: await spoken.redact(name, request.reason),
      ticket: await spoken.redact(name, request.ticket),
      requestedBy: subjectOf(options.credentials),
      expiresAt: new Date(request.expiresAt).toISOString(),
    });
  };

  decideWaiver: Desk['decideWaiver'] = async (
    name,
    waiverId,
    { approve },
    options,
  ) => {
    const waiver = await this.#options.waivers.get(name, waiverId);
    const by = subjectOf(options.credentials);
    if (approve && waiver.requestedBy === by) {
      throw new NotAllowedError(
        'You asked for this waiver; somebody else must approve it',
      );
    }
    return this.#changed(
      await this.#options.waivers.decide(waiver, {
        state: approve ? 'active' : 'rejected',
        by,
      }),
    );
  };

  revokeWaiver: Desk['revokeWaiver'] = async (name, waiverId, options) => {
    const waiver = await this.#options.waivers.get(name, waiverId);
    return this.#changed(
      await this.#options.waivers.revoke(
        waiver,
        subjectOf(options.credentials),
      ),
    );
  };

  async #changed(waiver: CheckWaiver): Promise<CheckWaiver> {
    await this.#options.keeper.evaluate(waiver.environment);
    return waiver;
  }
}

/** @throws NotFoundError for a check that there is not */
export function expectCheck(checks: CheckRegistry, checkId: string): void {
  if (!checks.has(checkId)) throw noSuchCheck(checkId);
}

export function noSuchCheck(checkId: string): NotFoundError {
  return new NotFoundError(`No check found with id '${checkId}'`);
}
