import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type {
  DriftResult,
  IgnoreDriftRule,
} from '@backstage-iac/plugin-iac-common';
import { summarizePlan } from '../../plan';
import type { LastApplied } from '../../types';
import { classifyDrift, type DriftObservation } from '../classifyDrift';
import type { ObservedPlan } from '../ObservedPlan';
import { RecordedState } from '../RecordedState';

// eslint-disable-next-line no-restricted-syntax
const FOLDER = path.join(__dirname, '..', '__fixtures__', 'pairs');
const VERSION = '1.11.4';

interface StoredPlan {
  exitCode: number;
  refreshOnly?: boolean;
  providers: Record<string, string>;
  plan: unknown;
}

/** What make-pairs.mjs wrote. */
export interface PlanPair {
  commit: 'same' | 'moved';
  variables: 'same' | 'moved';
  /** Nothing was ever applied. */
  never?: boolean;
  /** Version of Terraform at the last apply, when another one. */
  lastTool?: string;
  lastProviders: Record<string, string>;
  state: unknown;
  applied?: StoredPlan;
  head: StoredPlan;
}

export interface CheckOptions {
  rules?: IgnoreDriftRule[];
  /** The caller does not know what was applied last. */
  unknown?: boolean;
  lastApplied?: Partial<LastApplied>;
}

export const APPLIED = 'a'.repeat(40);
export const HEAD = 'b'.repeat(40);
export const NOW = new Date('2026-11-24T02:00:00Z');

export function pairNames(): string[] {
  return readdirSync(FOLDER)
    .map(name => path.basename(name, '.json'))
    .sort();
}

export function readPair(name: string): PlanPair {
  return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'));
}

/** A drift check that saw these two plans. */
export function observationOf(
  pair: PlanPair,
  options: CheckOptions = {},
): DriftObservation {
  const isKnown = !options.unknown && !pair.never;
  const hasOtherVariables =
    pair.applied !== undefined && pair.variables === 'moved';
  const recorded = RecordedState.parse(
    pair.state ? JSON.stringify(pair.state) : '',
  );
  return {
    head: observed(pair.head, {
      commit: pair.commit === 'moved' ? HEAD : APPLIED,
      variableSet: pair.variables === 'moved' ? 'v2' : 'v1',
    }),
    ...(isKnown &&
      pair.applied && {
        applied: observed(pair.applied, { commit: APPLIED, variableSet: 'v1' }),
      }),
    ...(isKnown && {
      lastApplied: {
        commit: APPLIED,
        variableSet: 'v1',
        tool: { product: 'terraform', version: pair.lastTool ?? VERSION },
        providers: pair.lastProviders,
        ...options.lastApplied,
      },
    }),
    hasOtherVariables: isKnown && hasOtherVariables,
    recorded,
    after: recorded.position,
    rules: options.rules ?? [],
    now: NOW,
  };
}

export function checkPair(
  name: string,
  options: CheckOptions = {},
): DriftResult & ReturnType<typeof classifyDrift> {
  return classifyDrift(observationOf(readPair(name), options));
}

function observed(
  { plan, exitCode, refreshOnly = false, providers }: StoredPlan,
  at: { commit: string; variableSet: string },
): ObservedPlan {
  return {
    commit: { commit: at.commit, dirty: false },
    tool: { product: 'terraform', version: VERSION },
    providers,
    variableSet: at.variableSet,
    exitCode,
    refreshOnly,
    summary: summarizePlan(plan),
  };
}
