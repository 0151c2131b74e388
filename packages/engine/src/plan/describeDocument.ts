import { isObject, textOf, type JsonObject } from './PlanJson';

/** Documents that are easily taken for a plan, and what gives them away. */
const KNOWN: ReadonlyArray<[(found: JsonObject) => boolean, string]> = [
  [
    found => 'lineage' in found || ('serial' in found && 'resources' in found),
    'a state file (terraform.tfstate)',
  ],
  [
    found => 'format_version' in found && 'values' in found,
    'a state, as `terraform show -json` prints it without a plan file',
  ],
  [
    found => Object.keys(found).join() === 'format_version',
    '`terraform show -json` where there is no state',
  ],
  [found => 'provider_schemas' in found, '`terraform providers schema -json`'],
  [
    found => 'valid' in found && 'diagnostics' in found,
    '`terraform validate -json`',
  ],
  [
    found => '@level' in found || '@message' in found,
    'a line of `terraform plan -json`, which prints events',
  ],
  [
    found => 'terraform_version' in found && 'platform' in found,
    '`terraform version -json`',
  ],
  [isOutputs, '`terraform output -json`'],
];

/** Says what a document is that is not a plan. Names its members, never its values. */
export function describeDocument(found: unknown): string {
  if (found === undefined) return 'nothing';
  if (found === null) return 'null';
  if (typeof found === 'string') {
    return 'text, which must be parsed as JSON first';
  }
  if (Buffer.isBuffer(found)) return 'bytes, which must be parsed first';
  if (Array.isArray(found)) return `a list of ${found.length}`;
  if (!isObject(found)) return `a ${typeof found}`;
  const known = KNOWN.find(([matches]) => matches(found));
  return known ? known[1] : unknownObject(found);
}

function isOutputs(found: JsonObject): boolean {
  const values = Object.values(found);
  return (
    values.length > 0 &&
    values.every(
      value => isObject(value) && 'sensitive' in value && 'type' in value,
    )
  );
}

function unknownObject(found: JsonObject): string {
  const keys = Object.keys(found);
  if (keys.length === 0) return 'an empty object';
  const version = textOf(found.format_version)
    ? ' with a format version but no changes'
    : '';
  const shown = keys
    .slice(0, 5)
    .map(key => `'${key.slice(0, 40)}'`)
    .join(', ');
  const more = keys.length > 5 ? `, and ${keys.length - 5} more` : '';
  return `an object${version} (${shown}${more})`;
}
