import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { StalePlanError } from '../errors';
import { exists } from '../files/exists';
import { errorCode } from '../files/nodeErrors';
import { asList, asObject, asText, parseJson } from '../json/narrow';
import type { SealContext } from '../vault/sealedFormat';
import { sealedName, type Vault } from '../vault/Vault';
import { checkName, isUsableName } from './names';

/** State that Terraform could not save. It outlives a discarded run. */
const RESCUED_STATE = 'errored.tfstate';
const PLAN = 'plan.tfplan';
const RECORD = 'run.json';

/** What stays of a discarded run with a rescued state; the record says whose it is. */
const KEPT = [RESCUED_STATE, sealedName(RESCUED_STATE), RECORD];

/** What apply must know of the plan, besides what was approved. */
export interface PlanRecord {
  environment: string;
  /** Root module, relative to the source's root. */
  directory: string;
  commit: string;
  /** As it was asked for; absent for the source's default. */
  ref?: string;
  toolVersion: string;
  dataDirectory: string;
  /** Variables that Terraform does not keep in a plan file and wants again. */
  ephemeral: string[];
}

/**
 * The private folder of one run (mode 0700, files 0600). The same path for plan
 * and apply: a plan may hold it.
 *
 * What holds values lies here in clear only while a command of Terraform needs
 * it: the plan file, the definition's variables, the raw output. What stays is
 * sealed, or has no values: the record, and the source as it was committed.
 */
export class RunFolder {
  readonly root: string;
  readonly source: string;
  readonly home: string;
  readonly output: string;
  readonly planFile: string;
  readonly variablesFile: string;
  readonly dataDirectory: string;
  /** Where a rescued state is put, for as long as it is needed in clear. */
  readonly rescuedState: string;
  /** Of an apply, for processes that come later. */
  readonly traces: string;
  readonly #runId: string;
  readonly #vault: Vault;
  readonly #record: string;

  private constructor(root: string, runId: string, vault: Vault) {
    this.root = root;
    this.source = path.join(root, 'source');
    this.home = path.join(root, 'home');
    this.output = path.join(root, 'output');
    this.planFile = path.join(root, PLAN);
    this.variablesFile = path.join(root, 'variables.tfvars.json');
    this.dataDirectory = path.join(root, 'data');
    this.#runId = runId;
    this.#vault = vault;
    this.#record = path.join(root, RECORD);
    this.rescuedState = path.join(root, RESCUED_STATE);
    this.traces = path.join(root, 'apply.json');
  }

  static of(engineHome: string, runId: string, vault: Vault): RunFolder {
    const name = checkName('run id', runId);
    return new RunFolder(path.join(runsOf(engineHome), name), runId, vault);
  }

  /** Ids of all runs that have a folder. */
  static async list(engineHome: string): Promise<string[]> {
    const entries = await readdir(runsOf(engineHome), {
      withFileTypes: true,
    }).catch(ignoreMissing);
    const folders = (entries ?? []).filter(entry => entry.isDirectory());
    return folders.map(({ name }) => name).filter(isUsableName);
  }

  /** All sealed files of all runs, by their names in clear. */
  static async listSealed(engineHome: string): Promise<string[]> {
    const sealed: string[] = [];
    for (const run of await RunFolder.list(engineHome)) {
      for (const name of [PLAN, RESCUED_STATE]) {
        const file = path.join(runsOf(engineHome), run, name);
        if (await exists(sealedName(file))) sealed.push(file);
      }
    }
    return sealed;
  }

  /** Makes the folder anew: a plan that is tried again starts from nothing. */
  async prepare(): Promise<void> {
    await this.discard();
    for (const folder of [this.root, this.source, this.home, this.output]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
  }

  /** Removes everything but a state that Terraform could not save, which is sealed. */
  async discard(): Promise<void> {
    await this.#rescueLeftState();
    if (!(await this.hasRescuedState())) {
      await this.remove();
      return;
    }
    for (const name of await readdir(this.root)) {
      if (KEPT.includes(name)) continue;
      await rm(path.join(this.root, name), { recursive: true, force: true });
    }
  }

  /** Removes everything. */
  async remove(): Promise<void> {
    // Retried: a key rotation may just add a file.
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Removes what only a command of Terraform that is over needed in clear. */
  async removeClear(): Promise<void> {
    await rm(this.planFile, { force: true });
    await rm(this.variablesFile, { force: true });
  }

  async writeRecord(record: PlanRecord): Promise<void> {
    await writeFile(this.#record, JSON.stringify(record), { mode: 0o600 });
  }

  async readRecord(): Promise<PlanRecord> {
    let text: string;
    try {
      text = await readFile(this.#record, 'utf8');
    } catch {
      throw new StalePlanError('The saved plan of this run is gone');
    }
    const record = asObject(parseJson(text));
    return {
      environment: asText(record.environment) ?? '',
      directory: asText(record.directory) ?? '',
      commit: asText(record.commit) ?? '',
      ref: asText(record.ref),
      toolVersion: asText(record.toolVersion) ?? '',
      dataDirectory: asText(record.dataDirectory) ?? '',
      ephemeral: asList(record.ephemeral).map(String),
    };
  }

  /** Replaces the plan file by its sealed form. */
  async sealPlan(environment: string): Promise<void> {
    await this.#vault.seal(this.planFile, this.#context('plan', environment));
  }

  /**
   * Puts the plan file back where Terraform reads it.
   *
   * @throws UnknownKeyError, and BrokenSealError for one that is not this run's
   */
  async openPlan(environment: string): Promise<void> {
    await this.#vault.open(this.planFile, this.#context('plan', environment));
  }

  /**
   * Keeps the state that Terraform left in the root module when it could not save it.
   *
   * @returns whether one lies at {@link RunFolder.rescuedState} now, in clear
   */
  async takeRescuedState(rootModule: string): Promise<boolean> {
    const left = path.join(rootModule, RESCUED_STATE);
    if (await exists(left)) {
      // On the same disk, so that a full one does not matter.
      await rename(left, this.rescuedState);
      await chmod(this.rescuedState, 0o600);
    }
    return exists(this.rescuedState);
  }

  /** Replaces the kept state by its sealed form. */
  async sealRescuedState(): Promise<void> {
    await this.#vault.seal(this.rescuedState, await this.#rescuedContext());
  }

  /**
   * Puts the kept state in clear at {@link RunFolder.rescuedState}.
   *
   * @throws UnknownKeyError, and BrokenSealError for one that is not this run's
   */
  async unsealRescuedState(): Promise<void> {
    await this.#vault.open(this.rescuedState, await this.#rescuedContext());
  }

  async hasRescuedState(): Promise<boolean> {
    return (await this.#isSealed()) || (await exists(this.rescuedState));
  }

  /** It was pushed: nothing of it is left. */
  async forgetRescuedState(): Promise<void> {
    await rm(this.rescuedState, { force: true });
    await rm(sealedName(this.rescuedState), { force: true });
  }

  /**
   * The state that Terraform could not save, in clear, or `undefined` when there is none.
   *
   * @throws UnknownKeyError, and BrokenSealError for one that is not this run's
   */
  async openRescuedState(): Promise<Buffer | undefined> {
    if (!(await this.#isSealed())) return undefined;
    return this.#vault.read(this.rescuedState, await this.#rescuedContext());
  }

  /** When something was last put into the folder, and when a state was rescued. */
  async times(): Promise<{ changedAt: Date; rescuedAt?: Date } | undefined> {
    const [folder, record, rescued] = await Promise.all(
      [this.root, this.#record, sealedName(this.rescuedState)].map(file =>
        stat(file).catch(ignoreMissing),
      ),
    );
    if (!folder) return undefined;
    const changed = Math.max(folder.mtimeMs, record?.mtimeMs ?? 0);
    return {
      changedAt: new Date(changed),
      ...(rescued ? { rescuedAt: new Date(rescued.mtimeMs) } : {}),
    };
  }

  /** A worker that died may have left one in the root module, in clear. */
  async #rescueLeftState(): Promise<void> {
    if (!(await exists(this.#record))) return;
    const { directory } = await this.readRecord();
    const rootModule = path.join(this.source, directory);
    if (await this.takeRescuedState(rootModule)) await this.sealRescuedState();
  }

  async #isSealed(): Promise<boolean> {
    return exists(sealedName(this.rescuedState));
  }

  async #rescuedContext(): Promise<SealContext> {
    const { environment } = await this.readRecord();
    return this.#context('rescued-state', environment);
  }

  #context(kind: SealContext['kind'], environment: string): SealContext {
    return { runId: this.#runId, environment, kind };
  }
}

function runsOf(engineHome: string): string {
  return path.join(engineHome, 'runs');
}

function ignoreMissing(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
