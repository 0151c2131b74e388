/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The parts of `terraform show -json PLANFILE` that are read, by their names there. */
export interface PlanJson {
  formatVersion: string;
  terraformVersion: string;
  /** Absent in a refresh-only plan, and where there is no resource at all. */
  resourceChanges?: ResourceEntry[];
  resourceDrift: ResourceEntry[];
  /** Parts that Terraform put off to a later plan. */
  deferredChanges: ResourceEntry[];
  outputChanges: Array<{ name: string; change: ChangeEntry }>;
  checks: JsonObject[];
  /** Absent before Terraform 1.8, and in OpenTofu. */
  applyable?: boolean;
  complete?: boolean;
  errored: boolean;
  /** The whole document. */
  document: JsonObject;
}

/** One resource instance object, or one of its deposed ones. */
export interface ResourceEntry {
  address: string;
  entry: JsonObject;
  change: ChangeEntry;
}

/** What happens to one value. */
export interface ChangeEntry {
  actions: string[];
  before: unknown;
  after: unknown;
  /** `true`, or the shape of `after` with `true` at what is not known yet. */
  afterUnknown: unknown;
  /** `true`, or the shape of `before` with `true` at what is sensitive. */
  beforeSensitive: unknown;
  afterSensitive: unknown;
  replacePaths: Path[];
  importing?: JsonObject;
}

/** Steps from a resource to a value in it: attribute names, map keys, list indices. */
export type Path = ReadonlyArray<string | number>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
