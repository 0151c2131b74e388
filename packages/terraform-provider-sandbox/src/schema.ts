/** How a resource type is declared, and what follows from the declaration: wire schema, defaults, validation. */
import type {
  Diagnostic,
  WireAttribute,
  WireSchema,
} from './protocol/messages';
import { SEVERITY_ERROR } from './protocol/messages';
import { isMap, isUnknown } from './protocol/values';
import type { Value, ValueMap } from './protocol/values';

export type AttributeType = 'string' | 'number' | 'bool' | 'map' | 'list';

export interface Attribute {
  readonly type: AttributeType;
  readonly description: string;
  /** Must be given. Without it, and without `compute`, the attribute is optional. */
  readonly required?: boolean;
  /** What the cloud takes when nothing is given; a change of it behind Terraform's back is then drift too. */
  readonly default?: boolean | number | string;
  readonly sensitive?: boolean;
  /** The cloud takes it and never tells it again, as clouds do with passwords. */
  readonly writeOnly?: boolean;
  /** A change needs a new object. */
  readonly replace?: boolean;
  /** The id of an existing object: of this type, or of any (`*`). */
  readonly references?: string;
  readonly oneOf?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly pattern?: RegExp;
  readonly patternHint?: string;
  /** Set by the cloud, from the object itself. */
  readonly compute?: (object: ValueMap, context: ComputeContext) => Value;
  /** The attributes that a computed one follows: when they change, it is not known until apply. */
  readonly from?: readonly string[];
}

export interface ComputeContext {
  readonly cloud: string;
  readonly newId: () => string;
}

export interface ResourceType {
  readonly name: string;
  readonly idPrefix: string;
  readonly description: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** A reason why this object must not be deleted, if there is one. */
  readonly protect?: (object: ValueMap) => string | undefined;
  /** What a person in the cloud's console would most likely change by hand. */
  readonly handChange: (object: ValueMap) => ValueMap;
}

export interface DataSource {
  readonly name: string;
  readonly description: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export const id: Attribute = {
  type: 'string',
  description: 'Identifier that the cloud gives.',
  compute: (_, { newId }) => newId(),
  from: [],
};

export const name: Attribute = {
  type: 'string',
  description: 'Name, for people.',
  required: true,
  pattern: /^[a-z][a-z0-9-]{0,62}$/,
  patternHint: 'lower-case letters, digits and dashes, starting with a letter',
};

const WIRE_TYPES: Readonly<Record<AttributeType, string>> = {
  string: '"string"',
  number: '"number"',
  bool: '"bool"',
  map: '["map","string"]',
  list: '["list","string"]',
};

function description(attribute: Attribute): string {
  const notes = [attribute.description];
  if (attribute.oneOf) notes.push(`One of ${attribute.oneOf.join(', ')}.`);
  if (attribute.default !== undefined) {
    notes.push(`Default: ${attribute.default}.`);
  }
  if (attribute.replace) notes.push('A change replaces the object.');
  return notes.join(' ');
}

export function wireAttributes(
  attributes: Readonly<Record<string, Attribute>>,
): WireAttribute[] {
  return Object.entries(attributes).map(([key, attribute]) => ({
    name: key,
    type: new TextEncoder().encode(WIRE_TYPES[attribute.type]),
    description: description(attribute),
    required: attribute.required ?? false,
    optional: !attribute.required && !attribute.compute,
    computed: Boolean(attribute.compute) || attribute.default !== undefined,
    sensitive: attribute.sensitive ?? false,
  }));
}

export function wireSchema(declared: ResourceType | DataSource): WireSchema {
  return {
    version: 0,
    block: {
      attributes: wireAttributes(declared.attributes),
      description: declared.description,
    },
  };
}

export function problem(
  summary: string,
  detail: string,
  attribute?: string,
): Diagnostic {
  return {
    severity: SEVERITY_ERROR,
    summary,
    detail,
    attribute: attribute
      ? { steps: [{ attributeName: attribute }] }
      : undefined,
  };
}

/** What is wrong with a value, without the value: it may be secret. */
function complaint(attribute: Attribute, value: Value): string | undefined {
  const { oneOf, min, max, integer, pattern, patternHint } = attribute;
  if (value === null || isUnknown(value)) return undefined;
  if (typeof value === 'string') {
    if (oneOf && !oneOf.includes(value)) {
      return `must be one of ${oneOf.join(', ')}`;
    }
    if (pattern && !pattern.test(value)) return `must be ${patternHint}`;
  }
  if (typeof value === 'number') {
    if (integer && !Number.isInteger(value)) return 'must be a whole number';
    if (min !== undefined && value < min) return `must be at least ${min}`;
    if (max !== undefined && value > max) return `must be at most ${max}`;
  }
  return undefined;
}

export function validate(
  attributes: Readonly<Record<string, Attribute>>,
  config: ValueMap,
): Diagnostic[] {
  return Object.entries(attributes).flatMap(([key, attribute]) => {
    const wrong = complaint(attribute, config[key] ?? null);
    return wrong
      ? [problem(`Invalid ${key}`, `The attribute "${key}" ${wrong}.`, key)]
      : [];
  });
}

/** A state as some version wrote it, brought to today's attributes. */
export function upgrade(
  attributes: Readonly<Record<string, Attribute>>,
  stored: unknown,
): ValueMap {
  const known = isMap(stored as Value) ? (stored as ValueMap) : {};
  return Object.fromEntries(
    Object.keys(attributes).map(key => [key, known[key] ?? null]),
  );
}
