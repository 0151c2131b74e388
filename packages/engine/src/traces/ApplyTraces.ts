import { readFile, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type {
  ApplyProgress,
  StatePosition,
} from '@backstage-iac/plugin-iac-common';
import {
  asList,
  asNumber,
  asObject,
  asText,
  isObject,
  parseJson,
} from '../json/narrow';
import { startOf } from '../process/identity';

/** What an apply leaves in its run's folder for a process that comes later. */
export interface ApplyTraces {
  host: string;
  /** Terraform's. Absent for the moment between writing this and its start. */
  pid?: number;
  /** See {@link startOf}. */
  startedAs?: string;
  /** Where Terraform works. Absolute. */
  rootModule: string;
  /** File of the raw event stream. Absolute. */
  stdout: string;
  before: StatePosition;
  /** Of a stream of which not all is there: it grew too long, or the apply has ended. */
  progress?: ApplyProgress;
  /** Terraform has ended; its stream is read, and gone. */
  ended?: { saidComplete: boolean };
}

/** Writes the traces of one apply, each time as a whole. */
export class TraceWriter {
  readonly #file: string;
  #traces: ApplyTraces;

  private constructor(file: string, traces: ApplyTraces) {
    this.#file = file;
    this.#traces = traces;
  }

  /** Before Terraform starts: from now on it may have done something. */
  static async begin(
    file: string,
    apply: Pick<ApplyTraces, 'rootModule' | 'stdout' | 'before'>,
  ): Promise<TraceWriter> {
    const writer = new TraceWriter(file, { host: hostname(), ...apply });
    await writer.#write();
    return writer;
  }

  async started(pid: number): Promise<void> {
    this.#traces = { ...this.#traces, pid, startedAs: await startOf(pid) };
    await this.#write();
  }

  async keepProgress(progress: ApplyProgress): Promise<void> {
    this.#traces = { ...this.#traces, progress };
    await this.#write();
  }

  /** All that the stream told is kept here: the stream itself holds values in clear, and may go. */
  async ended(progress: ApplyProgress, saidComplete: boolean): Promise<void> {
    this.#traces = { ...this.#traces, progress, ended: { saidComplete } };
    await this.#write();
  }

  async #write(): Promise<void> {
    const fresh = `${this.#file}.new`;
    await writeFile(fresh, JSON.stringify(this.#traces), { mode: 0o600 });
    await rename(fresh, this.#file);
  }
}

/** @returns `undefined` when no apply began in this folder */
export async function readTraces(
  file: string,
): Promise<ApplyTraces | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const traces = parseJson(text);
  if (!isObject(traces)) return undefined;
  const before = asObject(traces.before);
  const progress = asObject(traces.progress);
  const ended = asObject(traces.ended);
  return {
    host: asText(traces.host) ?? '',
    pid: asNumber(traces.pid),
    startedAs: asText(traces.startedAs),
    rootModule: asText(traces.rootModule) ?? '',
    stdout: asText(traces.stdout) ?? '',
    before: {
      lineage: asText(before.lineage),
      serial: asNumber(before.serial),
    },
    ...(isObject(traces.ended)
      ? { ended: { saidComplete: ended.saidComplete === true } }
      : {}),
    ...(isObject(traces.progress)
      ? {
          progress: {
            done: resources(progress.done),
            unfinished: resources(progress.unfinished),
          },
        }
      : {}),
  };
}

function resources(value: unknown): { address: string; action: string }[] {
  return asList(value)
    .map(asObject)
    .map(({ address, action }) => ({
      address: asText(address) ?? '',
      action: asText(action) ?? '',
    }));
}

/** Whether the Terraform of these traces is at work. */
export async function processOf(
  traces: ApplyTraces,
): Promise<'running' | 'ended' | 'elsewhere' | 'unknown'> {
  if (traces.host !== hostname()) return 'elsewhere';
  if (traces.pid === undefined) return 'unknown';
  const now = await startOf(traces.pid);
  if (now === undefined) return 'ended';
  if (traces.startedAs === undefined) return 'unknown';
  return now === traces.startedAs ? 'running' : 'ended';
}
