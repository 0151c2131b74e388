import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  IgnoreDriftRule,
  Operation,
  StatePosition,
} from '@backstage-iac/plugin-iac-common';
import { createEngine } from '../createEngine';
import { Keyring } from '../vault';
import type {
  ApplyEvidence,
  ApplyRequest,
  Engine,
  EngineEnvironment,
  EngineEvent,
  EngineOptions,
  LastApplied,
  PlanEvidence,
  RunTraces,
} from '../types';

const GIT_IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

export interface PlanOptions {
  operation?: Operation;
  ref?: string;
  lastApplied?: LastApplied;
  ignoreDrift?: IgnoreDriftRule[];
  signal?: AbortSignal;
  kill?: AbortSignal;
  onEvent?: (event: EngineEvent) => void;
}

/** Keys that follow from their ids, so that one id is one key. The first is active. */
export function keyringOf(...ids: string[]): Keyring {
  return Keyring.create(
    ids.map(id => ({ id, secret: Buffer.alloc(32, `key of ${id}`) })),
  );
}

/** A folder with environments, and an engine that runs real Terraform on them. */
export class Harness {
  readonly root = mkdtempSync(path.join(tmpdir(), 'iac-engine-test-'));
  readonly code = path.join(this.root, 'code');
  readonly home: string;
  readonly events: EngineEvent[] = [];
  engine: Engine;
  readonly #environments = new Map<string, EngineEnvironment>();
  readonly #options: EngineOptions;
  readonly #plans = new Map<string, { runId: string; plan: PlanEvidence }>();
  readonly #digestKey = randomBytes(32);
  #runs = 0;

  constructor(options: Partial<EngineOptions> = {}) {
    mkdirSync(this.code);
    this.home = options.home ?? path.join(this.root, 'home');
    this.#options = {
      home: this.home,
      digestKey: this.#digestKey,
      keyring: keyringOf('test'),
      ...options,
    };
    this.engine = createEngine(this.#options);
  }

  /** Another process on the same home, with other keys. */
  restartWithKeys(...ids: string[]): void {
    const keyring = keyringOf(...ids);
    this.engine = createEngine({ ...this.#options, keyring });
  }

  /** Writes files of the source; the root module of an environment is `envs/<name>`. */
  write(files: Record<string, string>): void {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.code, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  define(
    name: string,
    given: Partial<EngineEnvironment> = {},
  ): EngineEnvironment {
    const environment: EngineEnvironment = {
      name,
      source: { type: 'directory', path: this.code },
      directory: `envs/${name}`,
      state: { type: 'local', config: {}, env: {} },
      variables: {},
      variableFiles: [],
      secrets: [],
      env: {},
      tool: {},
      ...this.#environments.get(name),
      ...given,
    };
    this.#environments.set(name, environment);
    return environment;
  }

  environment(name: string): EngineEnvironment {
    return this.#environments.get(name) ?? this.define(name);
  }

  async plan(name: string, options: PlanOptions = {}): Promise<PlanEvidence> {
    this.#runs += 1;
    const runId = `${name}-${this.#runs}`;
    const plan = await this.engine.plan({
      runId,
      environment: this.environment(name),
      operation: options.operation ?? 'plan-and-apply',
      ref: options.ref,
      lastApplied: options.lastApplied,
      ignoreDrift: options.ignoreDrift,
      signal: options.signal,
      kill: options.kill,
      onEvent: event => {
        this.events.push(event);
        options.onEvent?.(event);
      },
    });
    this.#plans.set(name, { runId, plan });
    return plan;
  }

  /** Applies the newest plan of the environment. */
  async apply(
    name: string,
    options: Omit<PlanOptions, 'operation'> & { commitMayMove?: boolean } = {},
  ): Promise<ApplyEvidence> {
    return this.engine.apply({
      ...this.#applyRequest(name),
      signal: options.signal,
      kill: options.kill,
      onEvent: event => {
        this.events.push(event);
        options.onEvent?.(event);
      },
      ref: options.ref,
      commitMayMove: options.commitMayMove,
    });
  }

  /** All that another process needs to apply the newest plan, as JSON. */
  orderOf(name: string): object {
    return {
      home: this.home,
      digestKey: this.#digestKey.toString('hex'),
      request: this.#applyRequest(name),
    };
  }

  #applyRequest(name: string): ApplyRequest {
    const { runId, plan } = this.planned(name);
    return {
      runId,
      environment: this.environment(name),
      expected: {
        digests: plan.digests,
        commit: plan.commit.commit,
        statePosition: plan.statePosition,
      },
    };
  }

  /** What a later process finds of the environment's newest run. */
  async examine(name: string): Promise<RunTraces> {
    const { runId } = this.planned(name);
    const environment = this.environment(name);
    return this.engine.examine({ runId, environment });
  }

  async pushRescuedState(name: string): Promise<StatePosition> {
    const { runId } = this.planned(name);
    const environment = this.environment(name);
    return this.engine.pushRescuedState({ runId, environment });
  }

  planned(name: string): { runId: string; plan: PlanEvidence } {
    const planned = this.#plans.get(name);
    if (!planned) throw new Error(`'${name}' was not planned`);
    return planned;
  }

  runFolder(name: string): string {
    return path.join(this.home, 'runs', this.planned(name).runId);
  }

  /** All log text of a stage. */
  log(stage: string): string {
    return this.events
      .map(event =>
        event.type === 'log' && event.stage === stage ? event.text : '',
      )
      .join('');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.code,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH, HOME: this.root, ...GIT_IDENTITY },
    }).trim();
  }

  /** Makes the source a repository, or commits what has changed. */
  commit(message: string): string {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** The resources that Terraform's own state file holds. */
  localState(
    name: string,
  ): Array<{ type: string; name: string; status?: string }> {
    const file = path.join(this.home, 'state', `${name}.tfstate`);
    const state: {
      resources: Array<{
        type: string;
        name: string;
        instances: Array<{ status?: string }>;
      }>;
    } = JSON.parse(readFileSync(file, 'utf8'));
    return state.resources.map(({ type, name: label, instances }) => ({
      type,
      name: label,
      status: instances[0].status,
    }));
  }

  /** What the state holds of the only resource's `input`, which is JSON. */
  appliedInput(name: string): unknown {
    const file = path.join(this.home, 'state', `${name}.tfstate`);
    const state: {
      resources: Array<{
        instances: Array<{ attributes: { input: { value: string } } }>;
      }>;
    } = JSON.parse(readFileSync(file, 'utf8'));
    return JSON.parse(state.resources[0].instances[0].attributes.input.value);
  }

  /** Everything below a folder, as one text. */
  contentOf(folder: string): string {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry =>
        readFileSync(path.join(entry.parentPath, entry.name), 'utf8'),
      )
      .join('\n');
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
