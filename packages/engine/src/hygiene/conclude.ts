import type {
  HygieneCheck,
  HygieneCheckId,
  HygieneEvidence,
  HygieneStatus,
} from '@backstage-iac/plugin-iac-common';

/** Pieces of evidence that are kept of one check. */
const MAX_EVIDENCE = 20;

/** A check that passes when it found nothing. */
export function conclude(
  id: HygieneCheckId,
  result: {
    found: HygieneEvidence[];
    /** When it found something. @defaultValue 'fail' */
    status?: HygieneStatus;
    /** Summary when nothing was found. */
    none: string;
    /** Summary when something was. */
    some: string;
    nextStep: string;
  },
): HygieneCheck {
  const { found } = result;
  if (found.length === 0) {
    return { id, status: 'pass', summary: result.none, evidence: [] };
  }
  const more = found.length - MAX_EVIDENCE;
  return {
    id,
    status: result.status ?? 'fail',
    summary: result.some,
    evidence: found.slice(0, MAX_EVIDENCE),
    ...(more > 0 ? { more } : {}),
    nextStep: result.nextStep,
  };
}
