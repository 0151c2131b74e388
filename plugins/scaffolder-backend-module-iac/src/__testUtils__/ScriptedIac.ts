import { NotFoundError } from '@backstage/errors';
import type {
  ApprovalStatus,
  CreateRunRequest,
  LogChunk,
  RedactedText,
  ReadinessDetail,
  Run,
} from '@backstage-iac/plugin-iac-common';
import type { IacService } from '@backstage-iac/plugin-iac-node';

const WAITING: ApprovalStatus = {
  runId: '',
  required: 1,
  given: 0,
  reviews: [],
  approvers: [],
  requesterMayApprove: true,
  authorMayApprove: true,
  expiresAfterSeconds: 86_400,
  guardedChanges: [],
  typeName: false,
  you: {},
};

/** What a look at a run shows: parts of the run, and lines that are new in its log. */
export interface Scene {
  run: Partial<Run>;
  log?: string[];
}

/** Each look at the run that is played shows the next scene; the last one stays. */
export type Script = Scene[];

/**
 * The plugin as the actions see it, playing one script for each run that is
 * created. Keeps the promise of idempotency keys.
 */
export class ScriptedIac {
  readonly created = new Array<CreateRunRequest>();
  readonly approved = new Array<{ runId: string; digest: string }>();
  readonly canceled = new Array<string>();
  /** Errors that the next looks at a run throw. */
  readonly failures = new Array<Error>();
  /** What a plan needs, where it is another than one approval. */
  approval: Partial<ApprovalStatus> = {};
  /** Verdicts by environment. */
  readonly readiness = new Map<string, ReadinessDetail>();
  /** Says what an approval does; may throw. */
  onApprove: () => void = () => {};

  readonly #scripts: Script[];
  readonly #runs = new Map<
    string,
    { run: Run; script: Script; log: LogChunk[]; key?: string }
  >();

  constructor(...scripts: Script[]) {
    this.#scripts = scripts;
  }

  asService(): IacService {
    const notPlayed = async (): Promise<never> => {
      throw new Error('Not in the script');
    };
    return {
      listEnvironments: notPlayed,
      getEnvironment: notPlayed,
      getSecrets: notPlayed,
      listDriftEpisodes: notPlayed,
      listRuns: notPlayed,
      getPlan: notPlayed,
      getPlanText: notPlayed,
      discardRun: notPlayed,
      getApproval: async runId => ({ ...WAITING, runId, ...this.approval }),
      rejectRun: notPlayed,
      withdrawApproval: notPlayed,
      listDiscussion: notPlayed,
      addComment: notPlayed,
      requestBreakGlass: notPlayed,
      confirmBreakGlass: notPlayed,
      reviewBreakGlass: notPlayed,
      forceCancelRun: notPlayed,
      reconcileRun: notPlayed,
      closeRun: notPlayed,
      pushRescuedState: notPlayed,
      listQueue: notPlayed,
      getStateLock: notPlayed,
      unlockState: notPlayed,
      getOutputs: notPlayed,
      listReadiness: notPlayed,
      exportReadiness: notPlayed,
      listVerdicts: notPlayed,
      getTimeline: notPlayed,
      getReadinessChanges: notPlayed,
      getCheck: notPlayed,
      recheck: notPlayed,
      requestWaiver: notPlayed,
      decideWaiver: notPlayed,
      revokeWaiver: notPlayed,
      getBadgeUrl: notPlayed,
      getReadiness: async environment => {
        const readiness = this.readiness.get(environment);
        if (!readiness) {
          throw new NotFoundError(
            `No environment found with name '${environment}'`,
          );
        }
        return readiness;
      },
      createRun: async request => this.#create(request),
      getRun: async runId => this.#look(runId),
      readLog: async (runId, { after = 0, limit = 100 }) => ({
        chunks: this.#find(runId)
          .log.filter(({ cursor }) => cursor > after)
          .slice(0, limit),
        finished: false,
      }),
      approveRun: async (runId, { approvalDigest }) => {
        this.onApprove();
        this.approved.push({ runId, digest: approvalDigest });
        return this.#find(runId).run;
      },
      cancelRun: async runId => {
        this.canceled.push(runId);
        return this.#find(runId).run;
      },
    };
  }

  #create(request: CreateRunRequest): Run {
    this.created.push(request);
    for (const { run, key } of this.#runs.values()) {
      if (key && key === request.idempotencyKey) return run;
    }
    const number = this.#runs.size + 1;
    const run: Run = {
      id: `run-${number}`,
      number,
      environment: request.environment,
      operation: request.operation,
      state: 'pending',
      trigger: 'scaffolder',
      createdBy: 'user:default/mock',
      createdAt: '2026-11-23T12:00:00.000Z',
      stages: [],
      attempt: 1,
    };
    const script = [...(this.#scripts[number - 1] ?? [])];
    this.#runs.set(run.id, {
      run,
      script,
      log: [],
      key: request.idempotencyKey,
    });
    return run;
  }

  #look(runId: string): Run {
    const failure = this.failures.shift();
    if (failure) throw failure;
    const played = this.#find(runId);
    const scene = played.script.shift();
    if (scene) {
      played.run = { ...played.run, ...scene.run };
      for (const line of scene.log ?? []) {
        played.log.push({
          cursor: played.log.length + 1,
          stage: 'plan',
          text: `${line}\n` as RedactedText,
          at: '2026-11-23T12:00:00.000Z',
        });
      }
    }
    return played.run;
  }

  /** A run that nobody asked for, and that has a script, was planned again by the portal. */
  #find(runId: string) {
    const next = this.#runs.size + 1;
    if (runId === `run-${next}` && this.#scripts[next - 1]) {
      this.#create({ environment: 'staging', operation: 'plan-and-apply' });
      this.created.pop();
    }
    const played = this.#runs.get(runId);
    if (!played) throw new NotFoundError(`No run found with id '${runId}'`);
    return played;
  }
}
