import { RunFailure } from '../errors';
import { describeDocument } from './describeDocument';
import {
  isObject,
  textOf,
  type ChangeEntry,
  type JsonObject,
  type Path,
  type PlanJson,
  type ResourceEntry,
} from './PlanJson';

const HOW_TO =
  'Give the parsed output of `terraform show -json PLANFILE`, where PLANFILE was saved by `terraform plan -out=PLANFILE`.';

/** Members that no other document of Terraform has beside `format_version`. */
const PLAN_MEMBERS = [
  'resource_changes',
  'output_changes',
  'planned_values',
  'configuration',
];

/**
 * Takes a plan's JSON apart. Format versions 0.1 (Terraform 0.12) to 1.x: within
 * one major version Terraform only adds members.
 *
 * @throws RunFailure when it is something else, or damaged
 */
export function readPlanJson(planJson: unknown): PlanJson {
  const document = planDocument(planJson);
  return {
    formatVersion: String(document.format_version),
    terraformVersion: textOf(document.terraform_version) ?? 'unknown',
    resourceChanges: resources(document, 'resource_changes'),
    resourceDrift: resources(document, 'resource_drift') ?? [],
    deferredChanges: deferred(document),
    outputChanges: outputs(document),
    checks: list(document, 'checks').filter(isObject),
    applyable: flag(document.applyable),
    complete: flag(document.complete),
    errored: document.errored === true,
    document,
  };
}

function planDocument(planJson: unknown): JsonObject {
  if (
    !isObject(planJson) ||
    textOf(planJson.format_version) === undefined ||
    !PLAN_MEMBERS.some(member => member in planJson)
  ) {
    throw new RunFailure(
      `This is not the JSON of a plan: it looks like ${describeDocument(
        planJson,
      )}`,
      { nextStep: HOW_TO },
    );
  }
  if (!/^[01]\.\d+$/.test(String(planJson.format_version))) {
    throw new RunFailure(
      `The plan has format version '${planJson.format_version}'; versions 0.1 to 1.x can be read`,
      { nextStep: 'Use a version of the suite that knows this Terraform.' },
    );
  }
  return planJson;
}

function resources(
  document: JsonObject,
  member: string,
): ResourceEntry[] | undefined {
  if (document[member] === undefined || document[member] === null) {
    return undefined;
  }
  return list(document, member).map((entry, index) =>
    resource(entry, `${member}[${index}]`),
  );
}

function resource(entry: unknown, where: string): ResourceEntry {
  if (!isObject(entry)) throw damaged(where, 'is not an object');
  const address = textOf(entry.address);
  if (address === undefined) throw damaged(where, 'has no address');
  return { address, entry, change: change(entry.change, `${where}.change`) };
}

function deferred(document: JsonObject): ResourceEntry[] {
  return list(document, 'deferred_changes').map((entry, index) =>
    resource(
      isObject(entry) ? entry.resource_change : undefined,
      `deferred_changes[${index}].resource_change`,
    ),
  );
}

function outputs(document: JsonObject): PlanJson['outputChanges'] {
  const changes = document.output_changes ?? {};
  if (!isObject(changes)) throw damaged('output_changes', 'is not an object');
  return Object.entries(changes).map(([name, entry]) => ({
    name,
    change: change(entry, `output_changes['${name}']`),
  }));
}

function change(entry: unknown, where: string): ChangeEntry {
  if (!isObject(entry)) throw damaged(where, 'is not an object');
  if (!Array.isArray(entry.actions) || entry.actions.length === 0) {
    throw damaged(where, 'has no actions');
  }
  return {
    actions: entry.actions.map(String),
    before: entry.before,
    after: entry.after,
    afterUnknown: entry.after_unknown,
    beforeSensitive: entry.before_sensitive,
    afterSensitive: entry.after_sensitive,
    replacePaths: Array.isArray(entry.replace_paths)
      ? entry.replace_paths.filter(isPath)
      : [],
    importing: isObject(entry.importing) ? entry.importing : undefined,
  };
}

function isPath(value: unknown): value is Path {
  return Array.isArray(value);
}

function list(document: JsonObject, member: string): readonly unknown[] {
  const value = document[member] ?? [];
  if (!Array.isArray(value)) throw damaged(member, 'is not a list');
  return value;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function damaged(where: string, problem: string): RunFailure {
  return new RunFailure(`The plan's JSON is damaged: ${where} ${problem}`, {
    nextStep: HOW_TO,
  });
}
