import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ApplyProgress } from '@backstage-iac/plugin-iac-common';
import { exists } from '../files/exists';
import { messageOf } from '../files/nodeErrors';
import { isObject, parseJson } from '../json/narrow';
import { inspectLock } from '../lock';
import { atWorkIn } from '../process/atWorkIn';
import { LineReader } from '../process/LineReader';
import { redactProgress } from '../redaction/redactProgress';
import { ApplyTracker } from '../run/ApplyTracker';
import type { EngineParts } from '../run/EngineParts';
import { rescueState } from '../run/rescuedState';
import { accessState, type StateRequest } from '../run/stateAccess';
import { readState } from '../run/statePosition';
import type { RunTraces } from '../types';
import { RunFolder } from '../workingCopy/RunFolder';
import { processOf, readTraces, type ApplyTraces } from './ApplyTraces';

interface Found {
  process: RunTraces['process'];
  progress: ApplyProgress;
  saidComplete: boolean;
}

const NOTHING: ApplyProgress = { done: [], unfinished: [] };

/** Looks at what a lost apply left in its folder, and at the state. */
export async function examine(
  parts: EngineParts,
  request: StateRequest & { runId: string },
): Promise<RunTraces> {
  const folder = RunFolder.of(parts.home, request.runId, parts.vault);
  const lock = await inspectLock(parts, request);
  return accessState(parts, request, async (session, locate) => {
    const problems: string[] = [];
    const problem = (text: string) =>
      problems.push(session.redactor.redact(text));
    const traces = await readTraces(folder.traces);
    const found = await follow(folder, traces, problem);
    const rescuedState =
      found.process === 'ended'
        ? await findRescuedState({ folder, traces }, problem)
        : // While Terraform may be at work, its files are its own.
          await folder.hasRescuedState();
    const now = await locate()
      .then(readState)
      .then(({ position }) => position)
      .catch(error => {
        problem(`The state could not be read: ${messageOf(error)}`);
        return undefined;
      });
    const { redactor } = session;
    return {
      ...found,
      progress: redactProgress(found.progress, redactor),
      rescuedState,
      ...(now ? { now } : {}),
      lock,
      problems,
    };
  });
}

async function follow(
  folder: RunFolder,
  traces: ApplyTraces | undefined,
  problem: (text: string) => void,
): Promise<Found> {
  const nothing = { progress: NOTHING, saidComplete: false };
  if (!traces) {
    const isAtWork = await atWorkIn(folder.root);
    if (isAtWork) return { process: 'running', ...nothing };
    if (!(await exists(folder.root))) {
      problem("The run's folder is not on this host");
      return { process: 'elsewhere', ...nothing };
    }
    problem("There is no trace of an apply in the run's folder");
    return { process: isAtWork === false ? 'ended' : 'unknown', ...nothing };
  }
  const process = await processOf(traces);
  if (process === 'elsewhere') {
    problem(
      `Terraform was started on the host '${traces.host}': whether it is still at work must be looked up there`,
    );
  } else if (process === 'unknown') {
    problem(
      'The process of Terraform is not known: its supervisor ended while it was started',
    );
  }
  try {
    return { process, ...(await readStream(traces, problem)) };
  } catch (error) {
    problem(`The log of the apply could not be read: ${messageOf(error)}`);
    return { process, ...nothing };
  }
}

/** Replays the raw event stream. */
async function readStream(
  traces: ApplyTraces,
  problem: (text: string) => void,
): Promise<Omit<Found, 'process'>> {
  if (traces.ended && traces.progress) {
    const { progress, ended } = traces;
    return { progress, saidComplete: ended.saidComplete };
  }
  const tracker = new ApplyTracker();
  const reader = new LineReader(line => {
    const event = parseJson(line);
    if (isObject(event)) tracker.note(event);
  });
  const stream = createReadStream(traces.stdout, { encoding: 'utf8' });
  for await (const text of stream) reader.write(String(text));
  reader.end();
  const saidComplete = tracker.applied !== undefined;
  const progress = tracker.progress();
  if (!traces.progress) return { progress, saidComplete };
  problem(
    'The log of the apply was so long that a part of it was thrown away: more may have been done',
  );
  return { progress: merge(traces.progress, progress), saidComplete };
}

function merge(before: ApplyProgress, after: ApplyProgress): ApplyProgress {
  const ended = new Set(after.done.map(({ address }) => address));
  const begun = new Set(after.unfinished.map(({ address }) => address));
  return {
    done: [...before.done, ...after.done],
    unfinished: [
      ...before.unfinished.filter(
        ({ address }) => !ended.has(address) && !begun.has(address),
      ),
      ...after.unfinished,
    ],
  };
}

async function findRescuedState(
  options: { folder: RunFolder; traces?: ApplyTraces },
  problem: (text: string) => void,
): Promise<boolean> {
  const { folder, traces } = options;
  try {
    // Its sealed form stays.
    await rm(folder.planFile, { force: true });
    const rootModule = traces?.rootModule ?? folder.source;
    const { rescued, facts } = await rescueState({ folder, rootModule });
    facts.forEach(problem);
    return rescued;
  } catch (error) {
    problem(`A rescued state could not be looked for: ${messageOf(error)}`);
    return folder.hasRescuedState();
  }
}
