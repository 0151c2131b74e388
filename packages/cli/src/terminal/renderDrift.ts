import type {
  CheckResult,
  DriftResult,
} from '@backstage-iac/plugin-iac-common';
import { count, otherSections } from './driftSections';
import { plainText } from './plainText';
import { renderHappened } from './renderChange';

/** What a drift check found, each sort of change apart: first what changed outside, by resource and attribute path. */
export function renderDrift(environment: string, drift: DriftResult): string {
  return [
    [headline(environment, drift)],
    ...drift.outsideChanges.map(renderHappened),
    ...drift.failedChecks.map(check => renderCheck(check, '✖')),
    ...(drift.unknownChecks ?? []).map(check => renderCheck(check, '?')),
    ...otherSections(drift),
  ]
    .map(lines => lines.join('\n'))
    .join('\n\n');
}

function headline(environment: string, drift: DriftResult): string {
  const { outsideChanges, severity, status } = drift;
  if (status === 'clean') return `No drift in '${environment}'`;
  return `Drift in '${environment}': ${count(
    outsideChanges.length,
    'resource',
  )} changed outside Terraform${severity ? `, severity ${severity}` : ''}`;
}

function renderCheck(check: CheckResult, shape: string): string[] {
  return [
    `  ${shape} check ${plainText(check.address)} ${check.status}`,
    ...check.messages.map(text => `      ${plainText(text)}`),
  ];
}
