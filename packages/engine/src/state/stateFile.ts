import { readFile } from 'node:fs/promises';
import type { StatePosition } from '@backstage-iac/plugin-iac-common';
import { errorCode } from '../files/nodeErrors';
import { RunFailure } from '../errors';
import {
  asList,
  asNumber,
  asObject,
  asText,
  isObject,
  parseJson,
} from '../json/narrow';
import { readZipMember } from './zip';

/** What the engine reads of a state. */
export interface StateFile {
  position: StatePosition;
  /** Managed resource instances, without deposed ones. */
  instances: number;
}

/**
 * Reads a state in Terraform's own format. No state at all is a state without position.
 *
 * @throws {@link RunFailure} for text that is no state
 */
export function parseState(text: string): StateFile {
  if (text.trim() === '') return { position: {}, instances: 0 };
  const state = parseJson(text);
  if (!isObject(state) || asNumber(state.version) === undefined) {
    throw new RunFailure(
      'The state could not be read: it is not a Terraform state',
      {
        nextStep: "Check the environment's state address.",
      },
    );
  }
  const lineage = asText(state.lineage);
  const serial = asNumber(state.serial);
  const instances = asList(state.resources)
    .map(asObject)
    .filter(resource => resource.mode === 'managed')
    .flatMap(resource => asList(resource.instances).map(asObject))
    .filter(instance => instance.deposed === undefined).length;
  // Before its first write, a state has no lineage.
  return { position: lineage ? { lineage, serial } : {}, instances };
}

/** The state that a plan was made against: no other writer can come between. */
export async function readPlannedState(
  planFile: string,
): Promise<StateFile | undefined> {
  const member = await readZipMember(planFile, 'tfstate').catch(
    () => undefined,
  );
  return member && parseState(member.toString('utf8'));
}

/** The text of a state that is a file of this machine; empty where there is none. */
export async function readLocalState(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

export function samePosition(
  one: StatePosition,
  other: StatePosition,
): boolean {
  return one.lineage === other.lineage && one.serial === other.serial;
}
