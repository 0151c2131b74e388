import {
  READINESS_VERDICTS,
  type CheckStanding,
  type EnvironmentReadiness,
  type ListReadinessRequest,
  type Page,
  type ReadinessLine,
  type ReadinessVerdict,
  type StoredVerdict,
} from '@backstage-iac/plugin-iac-common';
import type { Knex } from 'knex';
import {
  CHECK_RESULTS,
  READINESS,
  VERDICTS,
  type DbReadinessRow,
  type DbVerdictRow,
} from './readinessTables';
import { readPage } from './readPage';
import { dbNow, fromDbTime, isPostgres, toDbTime } from './time';

const DEFAULT_PAGE_SIZE = 100;
const DEFAULT_VERDICTS = 25;

/** A verdict to keep, and the line of the list that goes with it. */
export interface NewVerdict {
  verdict: StoredVerdict;
  line: Omit<ReadinessLine, 'since'>;
  standings: CheckStanding[];
  /** Digest of what makes a verdict another one. */
  signature: string;
  /** ISO 8601, UTC. */
  oldestProofAt: string;
  /** When to look again; absent: as before. ISO 8601, UTC. */
  observeAt?: string;
}

/** What is said of an environment, with every reason and check. */
export type EnvironmentStanding = ReadinessLine &
  Pick<EnvironmentReadiness, 'reasons' | 'standings'>;

/** Verdicts of all times, and the list that is shown. */
export class ReadinessStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Runs alone with an environment: two hosts must not write its verdict at once. */
  async exclusively<T>(
    environment: string,
    work: (tx: Knex) => Promise<T>,
  ): Promise<T> {
    return this.#knex.transaction(async tx => {
      // SQLite has one writer; a key for all of PostgreSQL's transactions.
      if (isPostgres(tx)) {
        await tx.raw(
          `SELECT pg_advisory_xact_lock(hashtextextended('iac-readiness:' || ?, 0))`,
          [environment],
        );
      }
      return work(tx);
    });
  }

  /** One query on one index, however many checks and runs there are. */
  async list(
    request: ListReadinessRequest,
    environments: string[],
  ): Promise<Page<ReadinessLine>> {
    const rows: { line: string; total: number | string }[] = await this.#knex(
      READINESS,
    )
      .select('line', this.#knex.raw('count(*) over () as total'))
      .modify(query => this.#narrow(query, request, environments))
      .orderBy(['rank', 'oldest_proof_at', 'environment'])
      .offset(request.offset ?? 0)
      .limit(request.limit ?? DEFAULT_PAGE_SIZE);
    const [first] = rows;
    return {
      items: rows.map(({ line }) => JSON.parse(line) as ReadinessLine),
      totalItems: first
        ? Number(first.total)
        : await this.#count(request, environments),
    };
  }

  /** Environments that have a line. */
  async known(): Promise<string[]> {
    return this.#knex<DbReadinessRow>(READINESS).pluck('environment');
  }

  /** What is said of each environment that has a line. */
  async standings(
    environments: string[],
  ): Promise<Map<string, EnvironmentStanding>> {
    const rows = await this.#knex<DbReadinessRow>(READINESS)
      .whereIn('environment', environments)
      .select('environment', 'line', 'reasons', 'standings');
    return new Map(
      rows.map(({ environment, line, reasons, standings }) => [
        environment,
        {
          ...JSON.parse(line),
          reasons: JSON.parse(reasons),
          standings: JSON.parse(standings),
        },
      ]),
    );
  }

  async line(environment: string): Promise<ReadinessLine | undefined> {
    const row = await this.#knex<DbReadinessRow>(READINESS)
      .where({ environment })
      .first('line');
    return row && (JSON.parse(row.line) as ReadinessLine);
  }

  /** Environments whose evidence ages or whose waiver ends now, and those to look at again. */
  async due(): Promise<{ changing: string[]; observing: string[] }> {
    const now = dbNow(this.#knex);
    const [changing, observing] = await Promise.all(
      (['next_change_at', 'observe_at'] as const).map(column =>
        this.#knex<DbReadinessRow>(READINESS)
          .where(column, '<=', now)
          .pluck('environment'),
      ),
    );
    return { changing, observing };
  }

  /**
   * @param tx - of {@link exclusively}
   * @returns whether the verdict says something else than before
   */
  async save(tx: Knex, next: NewVerdict): Promise<boolean> {
    const { verdict, line } = next;
    const { environment } = verdict;
    const before = await tx<DbReadinessRow>(READINESS)
      .where({ environment })
      .first('signature', 'verdict_seq', 'line', 'observe_at');
    const same = before?.signature === next.signature;
    const since = same
      ? (JSON.parse(before.line) as ReadinessLine).since
      : verdict.evaluatedAt;
    const row: DbReadinessRow = {
      environment,
      tier: line.tier,
      owner: line.owner ?? null,
      rank: READINESS_VERDICTS.indexOf(verdict.verdict),
      line: JSON.stringify({ ...line, since }),
      reasons: JSON.stringify(verdict.reasons),
      standings: JSON.stringify(next.standings),
      verdict_seq: same ? before.verdict_seq : await this.#append(tx, verdict),
      signature: next.signature,
      oldest_proof_at: next.oldestProofAt,
      evaluated_at: verdict.evaluatedAt,
      next_change_at: verdict.nextChangeAt ?? null,
      observe_at:
        next.observeAt ??
        (before ? fromDbTime(before.observe_at) : verdict.evaluatedAt),
    };
    await tx<DbReadinessRow>(READINESS)
      .insert(row)
      .onConflict('environment')
      .merge();
    return !same;
  }

  /** Newest first. */
  async verdicts(
    environment: string,
    request: { offset?: number; limit?: number },
  ): Promise<Page<StoredVerdict>> {
    const matching = this.#knex<DbVerdictRow>(VERDICTS).where({ environment });
    return readPage(
      matching,
      { offset: request.offset, limit: request.limit ?? DEFAULT_VERDICTS },
      toVerdict,
    );
  }

  /** Verdicts that held since a moment, oldest first: when each began. */
  async periodsSince(
    environment: string,
    since: Date,
  ): Promise<{ verdict: ReadinessVerdict; from: string }[]> {
    const rows = await this.#knex<DbVerdictRow>(VERDICTS)
      .where({ environment })
      .where('evaluated_at', '>=', toDbTime(since))
      .orderBy('seq')
      .select('verdict', 'evaluated_at');
    const before = await this.#knex<DbVerdictRow>(VERDICTS)
      .where({ environment })
      .where('evaluated_at', '<', toDbTime(since))
      .orderBy('seq', 'desc')
      .first('verdict', 'evaluated_at');
    return (before ? [before, ...rows] : rows).map(row => ({
      verdict: row.verdict as ReadinessVerdict,
      from: fromDbTime(row.evaluated_at),
    }));
  }

  /** The newest verdict `READY`, and when the one after it came. */
  async lastReady(
    environment: string,
  ): Promise<{ verdict: StoredVerdict; until?: string } | undefined> {
    const row = await this.#knex<DbVerdictRow>(VERDICTS)
      .where({ environment, verdict: 'READY' })
      .orderBy('seq', 'desc')
      .first();
    if (!row) return undefined;
    const next = await this.#knex<DbVerdictRow>(VERDICTS)
      .where({ environment })
      .where('seq', '>', row.seq)
      .orderBy('seq')
      .first('evaluated_at');
    return {
      verdict: toVerdict(row),
      until: next && fromDbTime(next.evaluated_at),
    };
  }

  async #append(tx: Knex, verdict: StoredVerdict): Promise<number | string> {
    const { environment, evaluatedAt, policyVersion, inputs, ...outcome } =
      verdict;
    const [{ seq }] = await tx<DbVerdictRow>(VERDICTS)
      .insert({
        environment,
        verdict: verdict.verdict,
        policy_version: policyVersion,
        evaluated_at: evaluatedAt,
        outcome: JSON.stringify(outcome),
        inputs: JSON.stringify(inputs),
      })
      .returning('seq');
    return seq;
  }

  async #count(
    request: ListReadinessRequest,
    environments: string[],
  ): Promise<number> {
    const [{ total }] = await this.#knex<DbReadinessRow>(READINESS)
      .modify(query => this.#narrow(query, request, environments))
      .count<{ total: number | string }[]>({ total: '*' });
    return Number(total);
  }

  #narrow(
    query: Knex.QueryBuilder,
    request: ListReadinessRequest,
    environments: string[],
  ): void {
    const { verdict, owner, tier, check } = request;
    query.whereIn('environment', environments);
    if (verdict) query.where('rank', READINESS_VERDICTS.indexOf(verdict));
    if (owner) query.where({ owner });
    if (tier) query.where({ tier });
    if (check) {
      query.whereExists(
        this.#knex(CHECK_RESULTS)
          .select(this.#knex.raw('1'))
          .where('check_id', check)
          .whereRaw(`${CHECK_RESULTS}.environment = ${READINESS}.environment`)
          .where(which =>
            which
              .whereIn('status', ['warn', 'fail', 'unknown', 'error'])
              .orWhere('stale_at', '<=', dbNow(this.#knex)),
          ),
      );
    }
  }
}

function toVerdict(row: DbVerdictRow): StoredVerdict {
  return {
    ...JSON.parse(row.outcome),
    environment: row.environment,
    evaluatedAt: fromDbTime(row.evaluated_at),
    policyVersion: row.policy_version,
    inputs: JSON.parse(row.inputs),
  };
}
