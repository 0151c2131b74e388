import type {
  CheckCounts,
  CheckGroup,
  GroupGlyph,
  ReadinessPurpose,
  ReadinessReason,
  ReadinessReasonKind,
  ReadinessVerdict,
  VerdictInput,
  VerdictOutcome,
} from '@backstage-iac/plugin-iac-common';
import {
  GROUP_GLYPHS,
  nextStepOf,
  READINESS_PURPOSES,
  READINESS_VERDICTS,
  say,
} from '@backstage-iac/plugin-iac-common';
import { nextChange, WAIVER_ENDING_MS } from './nextChange';
import { standingOf } from './standing';

/** Goes up with every change of what a verdict makes of its inputs. */
export const POLICY_VERSION = 1;

/** Sorts behind the id of any check: the checks themselves say more. */
const LAST = '\uffff';

const POLICIES: Readonly<
  Record<number, (inputs: readonly VerdictInput[], at: Date) => VerdictOutcome>
> = { 1: evaluateFirstPolicy };

/**
 * The verdict on an environment: a function of its arguments and nothing else,
 * so that any past verdict can be derived again from what was stored with it.
 *
 * @param inputs - the newest result of each check, in any order
 * @param at - the moment that the verdict is about: results age, waivers end
 * @param policyVersion - the rules that held when the verdict was stored
 * @throws Error for a version that does not exist
 */
export function evaluateVerdict(
  inputs: readonly VerdictInput[],
  at: Date,
  policyVersion: number = POLICY_VERSION,
): VerdictOutcome {
  const policy = POLICIES[policyVersion];
  if (!policy) {
    throw new Error(
      `There is no policy with version ${policyVersion}: the verdict was made by a newer release, update this one`,
    );
  }
  return policy(inputs, at);
}

function evaluateFirstPolicy(
  inputs: readonly VerdictInput[],
  at: Date,
): VerdictOutcome {
  const standings = inputs.map(input => ({
    input,
    standing: standingOf(input, at),
  }));
  const seen = standings.flatMap(({ input, standing }) =>
    reasonOf(input, standing, at),
  );
  const reasons = [...seen, ...nothingProven(standings, seen)].sort(byWeight);
  return {
    verdict: worst(reasons),
    readyFor: Object.fromEntries(
      READINESS_PURPOSES.map(purpose => [
        purpose,
        worst(reasons.filter(({ purposes }) => purposes.includes(purpose))),
      ]),
    ) as Record<ReadinessPurpose, ReadinessVerdict>,
    reasons,
    groups: groupsOf(standings),
    counts: countsOf(standings),
    nextChangeAt: nextChange(inputs, at)?.toISOString(),
  };
}

interface Standing {
  input: VerdictInput;
  standing: GroupGlyph;
}

const KINDS: Readonly<Partial<Record<GroupGlyph, ReadinessReasonKind>>> = {
  fail: 'failed',
  error: 'error',
  stale: 'stale',
  unknown: 'unknown',
  warn: 'warning',
};

function reasonOf(
  input: VerdictInput,
  standing: GroupGlyph,
  at: Date,
): ReadinessReason[] {
  const common = {
    checkId: input.checkId,
    title: input.title,
    summary: input.summary,
    said: input.said,
    next: nextStepOf(input, standing),
    purposes: input.purposes,
    runId: input.runId,
  };
  if (standing === 'waived' && input.waiver) {
    const endsIn = Date.parse(input.waiver.expiresAt) - at.getTime();
    return [
      {
        ...common,
        verdict: 'AT_RISK',
        kind: endsIn < WAIVER_ENDING_MS ? 'waiver-ending' : 'waived',
        message: `${input.title}: waived until ${input.waiver.expiresAt}. ${input.summary}`,
        at: input.waiver.expiresAt,
      },
    ];
  }
  const kind = KINDS[standing];
  // What nobody requires and nobody has set up is no reason.
  if (!kind || (!input.required && standing === 'unknown')) return [];
  return [
    {
      ...common,
      verdict: weightOf(input, standing),
      kind,
      message: messageOf(input, standing),
      at: standing === 'stale' ? input.observedAt : undefined,
    },
  ];
}

function weightOf(input: VerdictInput, standing: GroupGlyph): ReadinessVerdict {
  if (!input.required || standing === 'warn') return 'AT_RISK';
  // A check that breaks says nothing against the failure that it saw before.
  const failed =
    standing === 'fail' ||
    (standing === 'error' && input.lastKnownStatus === 'fail');
  return failed ? 'BLOCKED' : 'UNPROVEN';
}

function messageOf(input: VerdictInput, standing: GroupGlyph): string {
  return standing === 'stale'
    ? `${input.title}: last seen at ${input.observedAt}, which is too long ago. ${input.summary}`
    : `${input.title}: ${input.summary}`;
}

/**
 * An environment to which nothing applies, or of which all is waived, is not
 * ready. Said only where no other reason says as much.
 */
function nothingProven(
  standings: readonly Standing[],
  reasons: readonly ReadinessReason[],
): ReadinessReason[] {
  const told = reasons.filter(({ verdict }) => verdict !== 'AT_RISK');
  const proven = standings
    .filter(({ input, standing }) => input.required && standing === 'pass')
    .map(({ input }) => input);
  const settled = new Set(
    [...proven, ...told].flatMap(({ purposes }) => purposes),
  );
  const purposes = READINESS_PURPOSES.filter(purpose => !settled.has(purpose));
  if (purposes.length === 0) return [];
  const { summary, said } = say('checks.nothingProven', {
    purposes: purposes.map(purpose => say(`checks.forPurpose.${purpose}`).said),
  });
  return [
    {
      verdict: 'UNPROVEN',
      kind: 'nothing-proven',
      summary,
      said,
      message: summary,
      purposes,
    },
  ];
}

function worst(reasons: readonly ReadinessReason[]): ReadinessVerdict {
  return (
    READINESS_VERDICTS.find(verdict =>
      reasons.some(reason => reason.verdict === verdict),
    ) ?? 'READY'
  );
}

function byWeight(a: ReadinessReason, b: ReadinessReason): number {
  return (
    READINESS_VERDICTS.indexOf(a.verdict) -
      READINESS_VERDICTS.indexOf(b.verdict) ||
    compare(a.checkId ?? LAST, b.checkId ?? LAST) ||
    compare(a.kind, b.kind)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function groupsOf(
  standings: readonly Standing[],
): Partial<Record<CheckGroup, GroupGlyph>> {
  const groups: Partial<Record<CheckGroup, GroupGlyph>> = {};
  for (const { input, standing } of standings) {
    const other = groups[input.group];
    if (
      !other ||
      GROUP_GLYPHS.indexOf(standing) < GROUP_GLYPHS.indexOf(other)
    ) {
      groups[input.group] = standing;
    }
  }
  return groups;
}

function countsOf(standings: readonly Standing[]): CheckCounts {
  const counts = Object.fromEntries(
    GROUP_GLYPHS.map(glyph => [glyph, 0]),
  ) as CheckCounts;
  for (const { standing } of standings) counts[standing] += 1;
  return counts;
}
