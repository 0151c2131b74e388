import type {
  EnvironmentDrift,
  GroupGlyph,
  ReadinessVerdict,
  Run,
  RunState,
  StageStatus,
} from '@backstage-iac/plugin-iac-common';
import type { GlyphKind } from './Glyph';

export const VERDICT_GLYPHS: Readonly<Record<ReadinessVerdict, GlyphKind>> = {
  BLOCKED: 'fail',
  UNPROVEN: 'unknown',
  AT_RISK: 'warn',
  READY: 'ready',
};

/** What is waived does not count, and is never shown as passed. */
export const STANDING_GLYPHS: Readonly<Record<GroupGlyph, GlyphKind>> = {
  fail: 'fail',
  error: 'error',
  stale: 'stale',
  unknown: 'unknown',
  warn: 'warn',
  waived: 'skipped',
  pass: 'ready',
  'not-applicable': 'skipped',
};

const RUN_GLYPHS: Readonly<Record<RunState, GlyphKind>> = {
  pending: 'unknown',
  fetching: 'running',
  checking: 'running',
  planning: 'running',
  planned: 'running',
  policy_checking: 'running',
  awaiting_approval: 'warn',
  approved: 'running',
  applying: 'running',
  verifying: 'running',
  planned_and_finished: 'ready',
  applied: 'ready',
  discarded: 'skipped',
  canceled: 'skipped',
  errored: 'error',
  policy_failed: 'fail',
  outcome_unknown: 'error',
};

export const STAGE_GLYPHS: Readonly<Record<StageStatus, GlyphKind>> = {
  pending: 'unknown',
  running: 'running',
  passed: 'ready',
  warned: 'warn',
  failed: 'error',
  skipped: 'skipped',
};

/** A drift check that found drift did its work, and yet is no good news. */
export function runGlyph(run: Pick<Run, 'state' | 'drift'>): GlyphKind {
  if (run.state === 'planned_and_finished' && run.drift?.status === 'drifted') {
    return 'fail';
  }
  return RUN_GLYPHS[run.state];
}

/** Failed, unknown, stale and clean are four different answers. */
export function driftGlyph(drift: EnvironmentDrift): GlyphKind {
  switch (drift.status) {
    case 'drifted':
      return 'fail';
    case 'failed':
      return 'error';
    case 'clean':
      return drift.stale ? 'stale' : 'ready';
    default:
      return drift.checkedAt ? 'stale' : 'unknown';
  }
}
