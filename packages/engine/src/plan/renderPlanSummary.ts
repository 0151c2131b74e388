import type {
  AttributeChange,
  AttributeValue,
  ChangeAction,
  CheckResult,
  PlanSummary,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { isFailed } from './checks';
import { Paint, type Colour } from './Paint';
import { describeReason } from './reasons';

const SIGNS: Readonly<Record<ChangeAction, [string, string, Colour]>> = {
  delete: ['-', 'delete', 'red'],
  'delete-then-create': ['-/+', 'replace, delete first', 'red'],
  'create-then-delete': ['+/-', 'replace, create first', 'red'],
  forget: ['.', 'forget, the object stays', 'yellow'],
  update: ['~', 'update', 'yellow'],
  create: ['+', 'create', 'green'],
  read: ['<=', 'read', 'cyan'],
  'no-op': [' ', 'unchanged', 'cyan'],
};

/**
 * A plan for a person at a terminal: destructive changes first, each with its
 * reason and the attributes that change, totals at the end.
 *
 * Control characters in names and values are escaped: a plan cannot write to the
 * terminal.
 *
 * @param options - `color`: with ANSI colours; `false` when absent
 * @public
 */
export function renderPlanSummary(
  summary: PlanSummary,
  options: { color?: boolean } = {},
): string {
  const paint = Paint.create(options.color ?? false);
  const sections = [
    section('Changes', summary.changes, change => resource(change, paint)),
    section('Changed outside Terraform', summary.drift, change =>
      resource(change, paint),
    ),
    section('Outputs', summary.outputs, output => {
      const [sign, word, colour] = SIGNS[output.action];
      return [
        `${paint.as(colour, sign.padEnd(3))} ${printable(
          output.name,
        )}  (${word}${output.sensitive ? ', sensitive' : ''})`,
      ];
    }),
    section('Failed checks', summary.checks.filter(isFailed), check =>
      failedCheck(check, paint),
    ),
    [paint.as('bold', verdict(summary)), totals(summary)].filter(Boolean),
  ];
  return sections
    .filter(lines => lines.length > 0)
    .map(lines => `${lines.join('\n')}\n`)
    .join('\n');
}

function section<T>(
  title: string,
  items: T[],
  lines: (item: T) => string[],
): string[] {
  if (items.length === 0) return [];
  return [`${title}:`, ...items.flatMap(lines).map(line => `  ${line}`)];
}

function resource(change: ResourceChange, paint: Paint): string[] {
  const [sign, word, colour] = SIGNS[change.action];
  const facts = [
    change.action === 'no-op' ? undefined : word,
    change.deposed && `deposed object ${change.deposed}`,
    change.previousAddress && `moved from ${change.previousAddress}`,
    change.importId && `imported, id ${change.importId}`,
    describeReason(change.reason),
  ].filter(fact => fact !== undefined);
  return [
    `${paint.as(colour, sign.padEnd(3))} ${printable(
      change.address,
    )}  (${printable(facts.join('; '))})`,
    ...change.attributes.map(
      attribute => `      ${attributeLine(attribute, paint)}`,
    ),
  ];
}

function attributeLine(attribute: AttributeChange, paint: Paint): string {
  const line = printable(
    `${attribute.path}: ${shown(attribute.before)} -> ${shown(
      attribute.after,
    )}`,
  );
  return attribute.forcesReplacement
    ? `${line}  ${paint.as('red', '# forces replacement')}`
    : line;
}

function shown(value: AttributeValue): string {
  switch (value.kind) {
    case 'value':
      return value.json;
    case 'unknown':
      return '(known after apply)';
    case 'sensitive':
      return '(sensitive)';
    default:
      return '(none)';
  }
}

function failedCheck(check: CheckResult, paint: Paint): string[] {
  return [
    `${paint.as('red', '!  ')} ${printable(check.address)}`,
    ...check.messages
      .flatMap(message => message.split('\n'))
      .map(line => `      ${printable(line)}`),
  ];
}

function verdict(summary: PlanSummary): string {
  if (summary.errored) {
    return 'The plan ended with errors: it is incomplete and cannot be applied.';
  }
  const partial = summary.complete ? '' : ' The plan is incomplete (-target).';
  return summary.hasChanges
    ? `Applying this plan changes something.${partial}`
    : `No changes.${partial}`;
}

function totals({ counts }: PlanSummary): string {
  const parts: Array<[number, string]> = [
    [counts.delete, 'to delete'],
    [counts.replace, 'to replace'],
    [counts.forget, 'to forget'],
    [counts.update, 'to update'],
    [counts.create, 'to create'],
    [counts.import, 'to import'],
    [counts.move, 'moved'],
    [counts.read, 'to read'],
    [counts.deferred, 'deferred'],
    [counts.outputs, `${counts.outputs === 1 ? 'output' : 'outputs'} changed`],
    [counts.noop, 'unchanged'],
    [counts.drifted, 'changed outside Terraform'],
    [
      counts.failedChecks,
      `failed ${counts.failedChecks === 1 ? 'check' : 'checks'}`,
    ],
  ];
  const said = parts.filter(([number]) => number > 0);
  return said.length === 0
    ? ''
    : `${said.map(([number, text]) => `${number} ${text}`).join(', ')}.`;
}

/** Escapes what would move the cursor, colour the screen or turn the text around. */
function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
