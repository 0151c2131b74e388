import { rm } from 'node:fs/promises';
import type { StatePosition } from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { exists } from '../files/exists';
import { errorCode } from '../files/nodeErrors';
import { UnknownKeyError } from '../vault';
import { RunFolder } from '../workingCopy/RunFolder';
import { readTextErrors } from './diagnostics';
import type { EngineParts } from './EngineParts';
import { failureOf } from './failures';
import { lockTimeout } from './limits';
import { accessState, type Located, type StateRequest } from './stateAccess';
import { readState } from './statePosition';

/** Why Terraform does not take a state, and what to do then. */
const REFUSALS = [
  {
    pattern: /serial \d+ over newer state/,
    nextStep:
      'The state has moved on since that apply: plan, compare, and import what the newer state does not hold.',
  },
  {
    pattern: /lineage .* over unrelated state/s,
    nextStep:
      "The address holds another state: check the environment's state settings before anything else.",
  },
  {
    pattern: /state lock/,
    nextStep:
      'Wait for the holder of the lock, or release a dead one, then push again.',
  },
];

/**
 * Takes and seals the state that Terraform left when it could not save it.
 *
 * @returns whether one waits to be pushed, and sentences for the run
 */
export async function rescueState(options: {
  folder: RunFolder;
  /** Where Terraform worked. */
  rootModule: string;
}): Promise<{ rescued: boolean; facts: string[] }> {
  const { folder } = options;
  const inClear = await folder.takeRescuedState(options.rootModule);
  if (!inClear) return { rescued: await folder.hasRescuedState(), facts: [] };
  const facts = ['Terraform could not save the new state; it was kept'];
  try {
    await folder.sealRescuedState();
  } catch (error) {
    // Only its user can read it, and losing it would be worse.
    facts.push(
      `The kept state could not be encrypted (${
        errorCode(error) ?? 'unreadable'
      })`,
    );
  }
  return { rescued: true, facts };
}

/**
 * Pushes a rescued state to where the environment keeps its own.
 *
 * @throws RunFailure when there is none, or Terraform refuses it
 */
export async function pushRescuedState(
  parts: EngineParts,
  request: StateRequest & { runId: string },
): Promise<StatePosition> {
  const folder = RunFolder.of(parts.home, request.runId, parts.vault);
  if (!(await folder.hasRescuedState())) {
    throw new RunFailure('This run has no rescued state on this host', {
      nextStep:
        'It was pushed already, or lies with the worker that applied; look there.',
    });
  }
  return accessState(parts, request, async (_, locate) => {
    const place = await locate();
    const inClear = await exists(folder.rescuedState);
    if (!inClear) await unseal(folder);
    try {
      await push(place, folder.rescuedState);
    } catch (error) {
      if (inClear) await folder.sealRescuedState();
      else await rm(folder.rescuedState, { force: true });
      throw error;
    }
    await folder.forgetRescuedState();
    return (await readState(place)).position;
  });
}

async function unseal(folder: RunFolder): Promise<void> {
  try {
    await folder.unsealRescuedState();
  } catch (error) {
    if (error instanceof UnknownKeyError) throw error;
    throw new RunFailure(
      'The rescued state cannot be opened: it was damaged, or sealed with another key',
      {
        nextStep:
          "Check the engine's key; without the file, the resources must be imported.",
        cause: error,
      },
    );
  }
}

async function push(place: Located, file: string): Promise<void> {
  const { session } = place;
  const outcome = await session.ask({
    ...place,
    name: 'push',
    args: ['state', 'push', lockTimeout(session.limits), file],
    cwd: place.rootModule,
  });
  if (outcome.exitCode === 0) return;
  const said = outcome.stderr.replaceAll(file, 'the rescued state');
  const known = REFUSALS.find(({ pattern }) => pattern.test(said));
  throw failureOf({
    what: 'The rescued state was not pushed',
    errors: readTextErrors(said),
    otherwise: said,
    redactor: session.redactor,
    nextStep: known?.nextStep,
  });
}
