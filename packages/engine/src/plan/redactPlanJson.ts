import { isDeepStrictEqual } from 'node:util';
import type { Redacted, Redactor } from '../redaction';
import { REPLACEMENT } from '../redaction/replacement';
import {
  isObject,
  type ChangeEntry,
  type PlanJson,
  type ResourceEntry,
} from './PlanJson';
import { readPlanJson } from './readPlanJson';
import { redactAddress } from './resourceChanges';
import { sensitiveValuesOf } from './sensitiveValues';

/** Written after a removed value that is not what it was before. */
const CHANGED = '[redacted, changed]';

/** Facts about a plan that hold no value of a variable or resource. */
const PLAN_MEMBERS = [
  'format_version',
  'terraform_version',
  'timestamp',
  'applyable',
  'complete',
  'errored',
];

/** Names from the code, and words of Terraform. */
const RESOURCE_MEMBERS = [
  'mode',
  'type',
  'name',
  'provider_name',
  'deposed',
  'action_reason',
];

class Scrubber {
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  plan(plan: PlanJson) {
    const { document } = plan;
    return {
      ...pick(document, PLAN_MEMBERS),
      resource_changes: plan.resourceChanges?.map(entry =>
        this.#resource(entry),
      ),
      ...(plan.resourceDrift.length > 0 && {
        resource_drift: plan.resourceDrift.map(entry => this.#resource(entry)),
      }),
      ...(plan.deferredChanges.length > 0 && {
        deferred_changes: plan.deferredChanges.map(entry => ({
          resource_change: this.#resource(entry),
        })),
      }),
      output_changes: Object.fromEntries(
        plan.outputChanges.map(({ name, change }) => [
          name,
          this.#change(change),
        ]),
      ),
      checks: this.#value(plan.checks),
    };
  }

  #resource({ address, entry, change }: ResourceEntry) {
    return {
      address: redactAddress(address, this.#redactor),
      previous_address: this.#address(entry.previous_address),
      module_address: this.#address(entry.module_address),
      ...pick(entry, RESOURCE_MEMBERS),
      index: this.#value(entry.index),
      change: this.#change(change),
    };
  }

  #address(address: unknown): string | undefined {
    return typeof address === 'string'
      ? redactAddress(address, this.#redactor)
      : undefined;
  }

  #change(change: ChangeEntry) {
    const { before, after, beforeSensitive, afterSensitive } = change;
    return {
      actions: change.actions,
      before: this.#value(before, beforeSensitive),
      after: this.#value(after, afterSensitive, before),
      after_unknown: this.#value(change.afterUnknown),
      before_sensitive: this.#value(beforeSensitive),
      after_sensitive: this.#value(afterSensitive),
      ...(change.replacePaths.length > 0 && {
        replace_paths: this.#value(change.replacePaths),
      }),
      importing: this.#value(change.importing),
    };
  }

  /** @param previous - what a removed value is compared with */
  #value(value: unknown, marks?: unknown, previous?: unknown): unknown {
    if (value === undefined || value === null) return value;
    if (marks === true) {
      return previous === undefined || isDeepStrictEqual(previous, value)
        ? REPLACEMENT
        : CHANGED;
    }
    if (Array.isArray(value)) {
      return value.map((element, index) =>
        this.#value(
          element,
          Array.isArray(marks) ? marks[index] : undefined,
          Array.isArray(previous) ? previous[index] : undefined,
        ),
      );
    }
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [
          this.#redactor.redact(key),
          this.#value(
            member,
            isObject(marks) ? marks[key] : undefined,
            isObject(previous) ? previous[key] : undefined,
          ),
        ]),
      );
    }
    if (typeof value === 'string') return this.#redactor.redact(value);
    const text = String(value);
    return this.#redactor.redact(text) === text ? value : REPLACEMENT;
  }
}

/**
 * A plan's JSON for the archive, for reviewers and policy tools: the changes,
 * checks and outputs, in Terraform's own form, without what could hold a secret.
 * Only known members are kept: `variables`, `planned_values`, `prior_state` and
 * `configuration` are left out. Values marked as sensitive become `[redacted]`,
 * or `[redacted, changed]` where the new one differs; every other value passes a
 * redactor that knows all sensitive values of the plan too.
 *
 * The text is valid JSON, and {@link summarizePlan} reads it.
 *
 * @param planJson - parsed output of `terraform show -json PLANFILE`
 * @param redactor - knows the secrets that were injected
 * @throws RunFailure when it is no plan
 * @public
 */
export function redactPlanJson(
  planJson: unknown,
  redactor: Redactor,
): Redacted {
  const plan = readPlanJson(planJson);
  const scrubber = new Scrubber(redactor.extend(sensitiveValuesOf(plan)));
  // Every part went through the redactor; to send the text once more could
  // break its syntax, where a secret is a word of it.
  return JSON.stringify(scrubber.plan(plan)) as Redacted;
}

function pick(
  from: Readonly<Record<string, unknown>>,
  members: string[],
): Record<string, unknown> {
  return Object.fromEntries(
    members
      .filter(member => from[member] !== undefined)
      .map(member => [member, from[member]]),
  );
}
