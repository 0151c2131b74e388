import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  READINESS_VERDICTS,
  type CheckDetail,
  type CheckWaiver,
  type EnvironmentReadiness,
  type Page,
  type ReadinessApi,
  type ReadinessChanges,
  type ReadinessDetail,
  type ReadinessLine,
  type ReadinessTimeline,
  type RequestWaiverRequest,
  type StoredVerdict,
} from '@backstage-iac/plugin-iac-common';
import { aReadinessDetail } from './checks';

const NO_TIMELINE: ReadinessTimeline = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  periods: [],
  marks: [],
};

export interface MemoryReadinessOptions {
  /** By environment. @defaultValue what no check has looked at yet */
  checks?: Record<string, ReadinessDetail>;
  /** What checks see when they look again, by environment. @defaultValue the same */
  rechecks?: Record<string, ReadinessDetail>;
  /** By environment. @defaultValue nothing has happened */
  timelines?: Record<string, ReadinessTimeline>;
  /** By environment. @defaultValue it never was ready */
  changes?: Record<string, ReadinessChanges>;
}

/** The checks of environments, and people's words on them, as the portal plays them. */
export class MemoryReadiness implements ReadinessApi {
  readonly #details: Map<string, ReadinessDetail>;
  readonly #rechecks: Record<string, ReadinessDetail>;
  readonly #timelines: Record<string, ReadinessTimeline>;
  readonly #changes: Record<string, ReadinessChanges>;
  readonly #person: string;
  #waivers = 0;

  constructor(
    options: MemoryReadinessOptions & {
      environments: EnvironmentReadiness[];
      person: string;
    },
  ) {
    this.#person = options.person;
    this.#rechecks = options.rechecks ?? {};
    this.#timelines = options.timelines ?? {};
    this.#changes = options.changes ?? {};
    this.#details = new Map(
      options.environments.map(({ environment: { name } }) => [
        name,
        options.checks?.[name] ?? aReadinessDetail({ environment: name }),
      ]),
    );
  }

  async listReadiness(): Promise<Page<ReadinessLine>> {
    const items = [...this.#details.values()].sort(
      (a, b) => rank(a.verdict) - rank(b.verdict),
    );
    return { items, totalItems: items.length };
  }

  async exportReadiness(): Promise<string> {
    return JSON.stringify((await this.listReadiness()).items);
  }

  async getReadiness(environment: string): Promise<ReadinessDetail> {
    const detail = this.#details.get(environment);
    if (!detail)
      throw new NotFoundError(`No environment '${environment}' found`);
    return detail;
  }

  /** Looks, and sees what the test says that it sees now. */
  async recheck(environment: string): Promise<ReadinessDetail> {
    const seen = this.#rechecks[environment];
    if (seen) this.#details.set(environment, seen);
    return this.getReadiness(environment);
  }

  async listVerdicts(): Promise<Page<StoredVerdict>> {
    return { items: [], totalItems: 0 };
  }

  async getTimeline(environment: string): Promise<ReadinessTimeline> {
    return this.#timelines[environment] ?? NO_TIMELINE;
  }

  async getReadinessChanges(environment: string): Promise<ReadinessChanges> {
    const { verdict } = await this.getReadiness(environment);
    return this.#changes[environment] ?? { verdict, changes: [] };
  }

  async getCheck(environment: string, checkId: string): Promise<CheckDetail> {
    const { checks } = await this.getReadiness(environment);
    const found = checks.find(({ check }) => check.id === checkId);
    if (!found) throw new NotFoundError(`No check '${checkId}' found`);
    return {
      ...found,
      periods: [
        {
          checkId,
          status: found.result.status,
          summary: found.result.summary,
          said: found.result.said,
          from: found.result.observedAt,
          to: found.result.observedAt,
          observations: 3,
        },
      ],
      waivers: found.waiver ? [found.waiver] : [],
    };
  }

  async requestWaiver(
    environment: string,
    checkId: string,
    request: RequestWaiverRequest,
  ): Promise<CheckWaiver> {
    const { waiver } = await this.getCheck(environment, checkId);
    if (waiver) throw new ConflictError('The check has a waiver that is open');
    this.#waivers += 1;
    return this.#put({
      id: `waiver-${this.#waivers}`,
      environment,
      checkId,
      state: 'requested',
      ...request,
      requestedBy: this.#person,
      requestedAt: new Date().toISOString(),
    });
  }

  async decideWaiver(
    environment: string,
    waiverId: string,
    { approve }: { approve: boolean },
  ): Promise<CheckWaiver> {
    const waiver = await this.#waiver(environment, waiverId);
    if (approve && waiver.requestedBy === this.#person) {
      throw new ConflictError('You asked for this waiver');
    }
    return this.#put({
      ...waiver,
      state: approve ? 'active' : 'rejected',
      decidedBy: this.#person,
      decidedAt: new Date().toISOString(),
    });
  }

  async revokeWaiver(
    environment: string,
    waiverId: string,
  ): Promise<CheckWaiver> {
    return this.#put({
      ...(await this.#waiver(environment, waiverId)),
      state: 'revoked',
      revokedBy: this.#person,
      revokedAt: new Date().toISOString(),
    });
  }

  async getBadgeUrl(environment: string) {
    const url = `https://portal.example.com/api/iac/badges/${environment}`;
    return { svg: `${url}.svg`, json: `${url}.json` };
  }

  async #waiver(environment: string, waiverId: string): Promise<CheckWaiver> {
    const { checks } = await this.getReadiness(environment);
    const waiver = checks.find(check => check.waiver?.id === waiverId)?.waiver;
    if (!waiver) throw new NotFoundError(`No waiver '${waiverId}' found`);
    return waiver;
  }

  async #put(waiver: CheckWaiver): Promise<CheckWaiver> {
    const detail = await this.getReadiness(waiver.environment);
    const isOpen = waiver.state === 'requested' || waiver.state === 'active';
    this.#details.set(waiver.environment, {
      ...detail,
      checks: detail.checks.map(check =>
        check.check.id === waiver.checkId
          ? { ...check, waiver: isOpen ? waiver : undefined }
          : check,
      ),
    });
    return waiver;
  }
}

function rank(verdict: ReadinessDetail['verdict']): number {
  return READINESS_VERDICTS.indexOf(verdict);
}
