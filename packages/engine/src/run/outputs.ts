import type { EnvironmentOutput } from '@backstage-iac/plugin-iac-common';
import { asList, asObject, parseJson } from '../json/narrow';
import { parseState } from '../state/stateFile';
import { isMaskable } from '../redaction';
import type { EngineParts } from './EngineParts';
import { redactStrings } from '../redaction/redactStrings';
import { accessState, type StateRequest } from './stateAccess';
import { readStateText } from './statePosition';

/**
 * The outputs in a state, by name. A sensitive one has no value, and its value is
 * taken out of the others, too: marks get lost on the way from one to the next.
 *
 * @throws RunFailure when the state cannot be read
 */
export async function readOutputs(
  parts: EngineParts,
  request: StateRequest,
): Promise<EnvironmentOutput[]> {
  return accessState(parts, request, async (session, locate) => {
    const text = await readStateText(await locate());
    // Text that is no state has no outputs either, and must not pass for an empty one.
    parseState(text);
    const state = asObject(parseJson(text));
    const outputs = Object.entries(asObject(state.outputs)).map(
      ([name, output]) => ({
        name,
        sensitive: isSensitive(asObject(output)),
        value: asObject(output).value ?? null,
      }),
    );
    const secrets = new Set<string>();
    for (const { sensitive, value } of outputs) {
      if (sensitive) collectTexts(value, secrets);
    }
    for (const resource of asList(state.resources).map(asObject)) {
      for (const instance of asList(resource.instances).map(asObject)) {
        collectMarked(instance, secrets);
      }
    }
    const redactor = session.redactor.extend([...secrets].filter(isMaskable));
    return outputs.map(({ name, sensitive, value }) => ({
      name,
      sensitive,
      ...(sensitive
        ? {}
        : { json: JSON.stringify(redactStrings(value, redactor)) }),
    }));
  });
}

/** What is not marked in Terraform's own words counts as sensitive. */
function isSensitive(output: Record<string, unknown>): boolean {
  return output.sensitive !== undefined && output.sensitive !== false;
}

/** Follows the paths of `sensitive_attributes`, as state files write them. */
function collectMarked(
  instance: Record<string, unknown>,
  into: Set<string>,
): void {
  for (const path of asList(instance.sensitive_attributes)) {
    let value: unknown = instance.attributes;
    for (const step of asList(path).map(asObject)) {
      const key =
        step.type === 'index' ? asObject(step.value).value : step.value;
      value = Object(value)[String(key)];
    }
    collectTexts(value, into);
  }
}

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(member => collectTexts(member, into));
  }
}
