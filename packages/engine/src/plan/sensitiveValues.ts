import { isMaskable } from '../redaction';
import { isObject, type JsonObject, type PlanJson } from './PlanJson';
import { readPlanJson } from './readPlanJson';

/** Words that a log cannot do without. */
const PUBLIC_WORDS = new Set(['true', 'false', 'null']);

/** A shorter number is too likely to be a port or a year elsewhere. */
const SHORTEST_NUMBER = 6;

/**
 * Every value that is marked as sensitive anywhere in a plan, for a
 * {@link Redactor}. Marks get lost on the way (`terraform_data.output`, remote
 * state, failing validations), values do not. Strings, and numbers of six digits
 * and more; what is too short to be masked is left out.
 *
 * @param planJson - parsed output of `terraform show -json PLANFILE`
 * @throws RunFailure when it is no plan
 */
export function collectSensitiveValues(planJson: unknown): string[] {
  return sensitiveValuesOf(readPlanJson(planJson));
}

/** {@link collectSensitiveValues} of a plan that is read already. */
export function sensitiveValuesOf(plan: PlanJson): string[] {
  const values = new Set<string>();
  const changes = [
    ...(plan.resourceChanges ?? []),
    ...plan.resourceDrift,
    ...plan.deferredChanges,
    ...plan.outputChanges,
  ];
  for (const { change } of changes) {
    addMarked(change.before, change.beforeSensitive, values);
    addMarked(change.after, change.afterSensitive, values);
  }
  const { document } = plan;
  addValues(document.planned_values, values);
  if (isObject(document.prior_state)) {
    addValues(document.prior_state.values, values);
  }
  if (isObject(document.configuration)) {
    const root = document.configuration.root_module;
    addVariables(root, document.variables, 'value', values);
    addConfiguration(root, values);
  }
  return [...values];
}

/** Adds what is below a mark of `true`. */
function addMarked(value: unknown, marks: unknown, into: Set<string>): void {
  if (marks === true) {
    addAll(value, into);
  } else if (Array.isArray(marks)) {
    if (!Array.isArray(value)) return;
    marks.forEach((mark, index) => addMarked(value[index], mark, into));
  } else if (isObject(marks) && isObject(value)) {
    for (const key of Object.keys(marks)) {
      addMarked(value[key], marks[key], into);
    }
  }
}

function addAll(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (isMaskable(value) && !PUBLIC_WORDS.has(value.trim())) into.add(value);
  } else if (typeof value === 'number') {
    const digits = String(value);
    if (digits.length >= SHORTEST_NUMBER) into.add(digits);
  } else if (Array.isArray(value)) {
    value.forEach(element => addAll(element, into));
  } else if (isObject(value)) {
    Object.values(value).forEach(element => addAll(element, into));
  }
}

/** `planned_values`, and `values` of the prior state. */
function addValues(values: unknown, into: Set<string>): void {
  if (!isObject(values)) return;
  for (const output of members(values.outputs)) {
    if (output.sensitive === true) addAll(output.value, into);
  }
  addModule(values.root_module, into);
}

function addModule(module: unknown, into: Set<string>): void {
  if (!isObject(module)) return;
  for (const resource of elements(module.resources)) {
    addMarked(resource.values, resource.sensitive_values, into);
  }
  elements(module.child_modules).forEach(child => addModule(child, into));
}

/** Defaults of sensitive variables, and constants given to those of modules. */
function addConfiguration(module: unknown, into: Set<string>): void {
  if (!isObject(module)) return;
  for (const variable of members(module.variables)) {
    if (variable.sensitive === true) addAll(variable.default, into);
  }
  for (const call of members(module.module_calls)) {
    addVariables(call.module, call.expressions, 'constant_value', into);
    addConfiguration(call.module, into);
  }
}

/** Variables carry no mark: it stands in the configuration. */
function addVariables(
  module: unknown,
  given: unknown,
  member: string,
  into: Set<string>,
): void {
  if (!isObject(module) || !isObject(module.variables) || !isObject(given)) {
    return;
  }
  for (const [name, variable] of Object.entries(module.variables)) {
    const value = given[name];
    if (isObject(variable) && variable.sensitive === true && isObject(value)) {
      addAll(value[member], into);
    }
  }
}

function members(value: unknown): JsonObject[] {
  return isObject(value) ? Object.values(value).filter(isObject) : [];
}

function elements(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
