import type {
  AttributeChange,
  AttributeValue,
} from '@backstage-iac/plugin-iac-common';
import { isDeepStrictEqual } from 'node:util';
import type { Redactor } from '../redaction';
import { shownValue } from './attributeValues';
import { formatPath, onSameBranch } from './paths';
import { isObject, type ChangeEntry } from './PlanJson';

/** One place in a resource, seen from all sides. */
interface Place {
  before: unknown;
  after: unknown;
  unknown: unknown;
  beforeSensitive: unknown;
  afterSensitive: unknown;
}

type Step = string | number;

/**
 * The leaves that differ: lists by index, maps by key. JSON does not tell a set
 * from a list, so that a set's elements are compared by position. Null and
 * absent are the same, as they are to Terraform. What is sensitive is compared,
 * and not looked into.
 */
export function attributeChanges(
  change: ChangeEntry,
  redactor: Redactor,
): AttributeChange[] {
  const found: AttributeChange[] = [];
  const path: Step[] = [];

  function add(before: AttributeValue, after: AttributeValue) {
    found.push({
      path: redactor.redact(formatPath(path)),
      before,
      after,
      ...(change.replacePaths.some(forced => onSameBranch(forced, path)) && {
        forcesReplacement: true,
      }),
    });
  }

  function visit(place: Place): void {
    const { before, after } = place;
    const isUnknown = place.unknown === true;
    if (place.beforeSensitive === true || place.afterSensitive === true) {
      if (!isUnknown && same(before, after)) return;
      add(masked(before), isUnknown ? { kind: 'unknown' } : masked(after));
    } else if (
      hasChildren(before) ||
      hasChildren(after) ||
      hasChildren(place.unknown)
    ) {
      if (isLeaf(before)) add(shownValue(before, redactor), { kind: 'absent' });
      if (isLeaf(after)) add({ kind: 'absent' }, shownValue(after, redactor));
      for (const step of stepsOf(place)) {
        path.push(step);
        visit(placeAt(place, step));
        path.pop();
      }
    } else if (isUnknown) {
      add(shownValue(before, redactor), { kind: 'unknown' });
    } else if (!same(before, after)) {
      add(shownValue(before, redactor), shownValue(after, redactor));
    }
  }

  visit({
    before: change.before,
    after: change.after,
    unknown: change.afterUnknown,
    beforeSensitive: change.beforeSensitive,
    afterSensitive: change.afterSensitive,
  });
  return found;
}

function masked(value: unknown): AttributeValue {
  return isNothing(value) ? { kind: 'absent' } : { kind: 'sensitive' };
}

function same(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (isNothing(before) || isNothing(after)) {
    return isNothing(before) && isNothing(after);
  }
  return isDeepStrictEqual(before, after);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isLeaf(value: unknown): boolean {
  return !isNothing(value) && typeof value !== 'object';
}

function hasChildren(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}

/** Indices and keys of what is there, before, after or not yet known. */
function stepsOf({ before, after, unknown }: Place): Set<Step> {
  const steps = new Set<Step>();
  for (const value of [before, after, unknown]) {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) steps.add(index);
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) steps.add(key);
    }
  }
  return steps;
}

function placeAt(place: Place, step: Step): Place {
  return {
    before: childOf(place.before, step),
    after: childOf(place.after, step),
    unknown: place.unknown === true || childOf(place.unknown, step),
    beforeSensitive: childOf(place.beforeSensitive, step),
    afterSensitive: childOf(place.afterSensitive, step),
  };
}

function childOf(value: unknown, step: Step): unknown {
  if (typeof step === 'number') {
    return Array.isArray(value) ? value[step] : undefined;
  }
  return isObject(value) && Object.hasOwn(value, step)
    ? value[step]
    : undefined;
}
