import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { StalePlanError } from '../errors';
import { exists } from '../files/exists';
import { asList, asObject, asText, parseJson } from '../json/narrow';
import { checkName } from './names';

/** State that Terraform could not save. Sealed, it is the only thing that outlives a discarded run. */
const RESCUED_STATE = 'errored.tfstate';
const SEALED_STATE = `${RESCUED_STATE}.sealed`;
const OUTLIVES = new Set([RESCUED_STATE, SEALED_STATE]);

/** What apply must know of the plan, besides what was approved. */
export interface PlanRecord {
  environment: string;
  commit: string;
  /** As it was asked for; absent for the source's default. */
  ref?: string;
  toolVersion: string;
  dataDirectory: string;
  /** Variables that Terraform does not keep in a plan file and wants again. */
  ephemeral: string[];
}

/** The private folder of one run. The same path for plan and apply: a plan may hold it. */
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
  readonly #record: string;

  private constructor(root: string) {
    this.root = root;
    this.source = path.join(root, 'source');
    this.home = path.join(root, 'home');
    this.output = path.join(root, 'output');
    this.planFile = path.join(root, 'plan.tfplan');
    this.variablesFile = path.join(root, 'variables.tfvars.json');
    this.dataDirectory = path.join(root, 'data');
    this.rescuedState = path.join(root, RESCUED_STATE);
    this.traces = path.join(root, 'apply.json');
    this.#record = path.join(root, 'run.json');
  }

  static of(engineHome: string, runId: string): RunFolder {
    return new RunFolder(
      path.join(engineHome, 'runs', checkName('run id', runId)),
    );
  }

  /** Makes the folder anew: a plan that is tried again starts from nothing. */
  async prepare(): Promise<void> {
    await this.discard();
    for (const folder of [this.root, this.source, this.home, this.output]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
  }

  /** Removes everything but a rescued state. */
  async discard(): Promise<void> {
    if (!(await this.hasRescuedState())) {
      await rm(this.root, { recursive: true, force: true });
      return;
    }
    for (const name of await readdir(this.root)) {
      if (OUTLIVES.has(name)) continue;
      await rm(path.join(this.root, name), { recursive: true, force: true });
    }
  }

  async hasRescuedState(): Promise<boolean> {
    const sealed = await exists(path.join(this.root, SEALED_STATE));
    return sealed || (await exists(this.rescuedState));
  }

  /** It was pushed: nothing of it is left. */
  async forgetRescuedState(): Promise<void> {
    for (const name of OUTLIVES) {
      await rm(path.join(this.root, name), { force: true });
    }
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
      commit: asText(record.commit) ?? '',
      ref: asText(record.ref),
      toolVersion: asText(record.toolVersion) ?? '',
      dataDirectory: asText(record.dataDirectory) ?? '',
      ephemeral: asList(record.ephemeral).map(String),
    };
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
}
