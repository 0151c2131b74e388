import type { LastApplied } from '@backstage-iac/engine';
import type {
  PlanDigests,
  PlanSummary,
  ResolvedCommit,
  SecretVersion,
  StatePosition,
  ToolVersion,
} from '@backstage-iac/plugin-iac-common';
import { randomBytes } from 'node:crypto';
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

const APPLIED = 'last-applied.json';

/** What must be known of a saved plan to apply it later. */
export interface LastPlan {
  version: 1;
  runId: string;
  environment: string;
  /** ISO 8601, UTC. Names the archive's folder, where the apply's log goes too. */
  createdAt: string;
  /** Ref that was asked for on the command line. */
  ref?: string;
  commit: ResolvedCommit;
  digests: PlanDigests;
  /** Versions of the secrets that it was made with; absent from plans of earlier versions. */
  secretVersions?: Record<string, SecretVersion>;
  statePosition: StatePosition;
  summary: PlanSummary;
  tool?: ToolVersion;
  providers?: Record<string, string>;
}

/** The newest plan and the last apply of each environment, in the engine's home. */
export class LastPlans {
  readonly #root: string;

  static create(options: { home: string }): LastPlans {
    return new LastPlans(join(options.home, 'cli'));
  }

  private constructor(root: string) {
    this.#root = root;
  }

  async read(environment: string): Promise<LastPlan | undefined> {
    const plan = await this.#read(this.#path(environment));
    // A file of another version of this command is as good as none: plan again.
    return isLastPlan(plan) && plan.environment === environment
      ? plan
      : undefined;
  }

  /** Runs whose plan may be applied, of all environments. */
  async runIds(): Promise<Set<string>> {
    const environments = await readdir(this.#root).catch(() => []);
    const plans = await Promise.all(environments.map(name => this.read(name)));
    return new Set(plans.flatMap(plan => (plan ? [plan.runId] : [])));
  }

  /** What the last apply from here was made of. The portal's are not known here. */
  async readApplied(environment: string): Promise<LastApplied | undefined> {
    const applied = await this.#read(this.#path(environment, APPLIED));
    return isLastApplied(applied) ? applied : undefined;
  }

  async saveApplied(plan: LastPlan, after: StatePosition): Promise<void> {
    const applied: LastApplied = {
      commit: plan.commit.commit,
      dirty: plan.commit.dirty,
      variableSet: plan.digests.variableSet,
      tool: plan.tool,
      providers: plan.providers,
      statePosition: after,
    };
    await this.#write(this.#path(plan.environment, APPLIED), applied);
  }

  async save(plan: LastPlan): Promise<void> {
    await this.#write(this.#path(plan.environment), plan);
  }

  async forget(environment: string): Promise<void> {
    await rm(this.#path(environment), { force: true });
  }

  async #read(path: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(path, 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return undefined;
      throw error;
    }
  }

  async #write(path: string, content: object): Promise<void> {
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
    await rename(draft, path);
  }

  #path(environment: string, file = 'last-plan.json'): string {
    return join(this.#root, environment, file);
  }
}

function isLastPlan(value: unknown): value is LastPlan {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === 1 &&
    'environment' in value
  );
}

function isLastApplied(value: unknown): value is LastApplied {
  return (
    typeof value === 'object' &&
    value !== null &&
    'commit' in value &&
    typeof value.commit === 'string'
  );
}
