import type {
  DriftResult,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { plainText } from './plainText';
import { renderHappened, renderPlanned } from './renderChange';

/** More of one sort are counted, not listed. */
const LISTED = 10;

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What is not drift, each sort apart; nothing for what there is none of. */
export function otherSections(drift: DriftResult): string[][] {
  return [
    ignoredSection(drift),
    undeployedSection(drift),
    toolSection(drift),
    unexplainedSection(drift),
    bookkeepingSection(drift),
    answerSection(drift),
    drift.proof?.message ? [`Warning: ${drift.proof.message}`] : [],
  ].filter(lines => lines.length > 0);
}

function ignoredSection({ ignored = [] }: DriftResult): string[] {
  if (ignored.length === 0) return [];
  return [
    `Known drift, ignored: ${count(ignored.length, 'change')}`,
    ...ignored.flatMap(({ change, rule }) => [
      ...renderHappened(change),
      `      rule '${plainText(rule.id)}' of ${plainText(
        rule.owner,
      )}: ${plainText(rule.reason)}${
        rule.expiresAt ? `, until ${plainText(rule.expiresAt)}` : ''
      }`,
    ]),
  ];
}

function undeployedSection({
  undeployedChanges,
  undeployed,
}: DriftResult): string[] {
  if (undeployed?.basis === 'none') {
    return [`Not known: what was not applied yet. ${undeployed.because}`];
  }
  if (undeployedChanges === 0) return [];
  const unsure =
    undeployed?.commit === 'unknown' && undeployed.because
      ? ` (by one plan: ${plainText(undeployed.because)})`
      : '';
  return [
    `Not drift: ${count(
      undeployedChanges,
      'change',
    )} of the code or variables not applied yet${unsure}`,
    ...planned(undeployed?.changes ?? []),
  ];
}

function toolSection({ toolChange }: DriftResult): string[] {
  if (!toolChange) return [];
  const versions = toolChange.versions
    .map(({ name, from, to }) => `${name} ${from} → ${to}`)
    .join(', ');
  const effects = toolChange.changes.length + toolChange.refreshed.length;
  return [
    `Not drift: ${plainText(versions || 'a newer provider')}, which moves ${
      effects === 0 ? 'nothing' : count(effects, 'resource')
    }`,
    ...planned(toolChange.changes),
    ...toolChange.refreshed.flatMap(renderHappened),
  ];
}

function unexplainedSection({ unexplained = [] }: DriftResult): string[] {
  if (unexplained.length === 0) return [];
  return [
    `Not explained: ${count(
      unexplained.length,
      'change',
    )} planned at the last applied commit, though code, variables and tools are the same`,
    ...planned(unexplained),
  ];
}

function bookkeepingSection({ bookkeeping }: DriftResult): string[] {
  const parts = Object.entries(bookkeeping ?? {})
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind} ${names.slice(0, LISTED).join(', ')}`);
  if (parts.length === 0) return [];
  return [`Only to be written down: ${plainText(parts.join('; '))}`];
}

function answerSection({ outsideChanges, answers }: DriftResult): string[] {
  if (outsideChanges.length === 0 || !answers) return [];
  const { reapply, accept } = answers;
  const counts = Object.entries(reapply?.counts ?? {})
    .filter(([, number]) => number > 0)
    .map(([action, number]) => `${number} to ${action}`)
    .join(', ');
  return [
    'To answer it:',
    ...(reapply
      ? [`  apply again what was applied: ${counts || 'puts nothing back'}`]
      : []),
    `  accept it, by a refresh-only run: the state takes over ${count(
      accept.changes.length,
      'resource',
    )}`,
  ];
}

function planned(changes: ResourceChange[]): string[] {
  const more = changes.length - LISTED;
  return [
    ...changes.slice(0, LISTED).map(renderPlanned),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}
