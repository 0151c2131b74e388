import type {
  PlanDigests,
  PlanSummary,
  ResolvedCommit,
  SecretVersion,
  StatePosition,
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
import { join } from 'node:path';

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
}

/** The newest plan of each environment, in the engine's home. */
export class LastPlans {
  readonly #root: string;

  static create(options: { home: string }): LastPlans {
    return new LastPlans(join(options.home, 'cli'));
  }

  private constructor(root: string) {
    this.#root = root;
  }

  async read(environment: string): Promise<LastPlan | undefined> {
    let text: string;
    try {
      text = await readFile(this.#path(environment), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return undefined;
      throw error;
    }
    const plan: unknown = JSON.parse(text);
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

  async save(plan: LastPlan): Promise<void> {
    const path = this.#path(plan.environment);
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    await mkdir(join(this.#root, plan.environment), {
      recursive: true,
      mode: 0o700,
    });
    await writeFile(draft, JSON.stringify(plan), { mode: 0o600 });
    await rename(draft, path);
  }

  async forget(environment: string): Promise<void> {
    await rm(this.#path(environment), { force: true });
  }

  #path(environment: string): string {
    return join(this.#root, environment, 'last-plan.json');
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
