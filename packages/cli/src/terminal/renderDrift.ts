import type {
  AttributeValue,
  ChangeAction,
  DriftResult,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { plainText } from './plainText';

/** Reality's verbs: drift is what happened, not what Terraform will do. */
const HAPPENED: Partial<Record<ChangeAction, string>> = {
  create: '+ appeared',
  update: '~ changed',
  delete: '- deleted',
};

/** Drift by resource and attribute path. */
export function renderDrift(environment: string, drift: DriftResult): string {
  const lines = [headline(environment, drift)];
  for (const change of drift.outsideChanges) {
    lines.push('', ...renderResource(change));
  }
  for (const check of drift.failedChecks) {
    lines.push('', `  ✖ check ${plainText(check.address)} ${check.status}`);
    lines.push(...check.messages.map(text => `      ${plainText(text)}`));
  }
  if (drift.undeployedChanges > 0) {
    lines.push(
      '',
      `Not drift: ${count(
        drift.undeployedChanges,
        'change',
      )} of the code or variables not applied yet`,
    );
  }
  return lines.join('\n');
}

function headline(
  environment: string,
  { outsideChanges, status }: DriftResult,
) {
  if (status === 'clean') return `No drift in '${environment}'`;
  return outsideChanges.length > 0
    ? `Drift in '${environment}': ${count(
        outsideChanges.length,
        'resource',
      )} changed outside Terraform`
    : `Drift in '${environment}': checks fail`;
}

function renderResource(change: ResourceChange): string[] {
  const [shape, word] = (HAPPENED[change.action] ?? `~ ${change.action}`).split(
    ' ',
  );
  return [
    `  ${shape} ${plainText(change.address)} ${word}`,
    ...change.attributes.map(
      ({ path, before, after }) =>
        `      ${plainText(path)}: ${renderValue(before)} → ${renderValue(
          after,
        )}`,
    ),
  ];
}

function renderValue(value: AttributeValue): string {
  switch (value.kind) {
    case 'value':
      return plainText(value.json);
    case 'sensitive':
      return '(sensitive)';
    case 'unknown':
      return '(not known yet)';
    default:
      return '(none)';
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
