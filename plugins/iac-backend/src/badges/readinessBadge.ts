import type { ReadinessVerdict } from '@backstage-iac/plugin-iac-common';
import { makeBadge } from 'badge-maker';

/** How a badge may look; checked before it comes here. */
export interface BadgeLook {
  style?: 'plastic' | 'flat' | 'flat-square' | 'for-the-badge' | 'social';
  label?: string;
  /** In place of the verdict's own. */
  color?: string;
}

const FACES: Readonly<
  Record<ReadinessVerdict, { message: string; color: string }>
> = {
  READY: { message: 'ready', color: 'brightgreen' },
  AT_RISK: { message: 'at risk', color: 'yellow' },
  UNPROVEN: { message: 'unproven', color: 'lightgrey' },
  BLOCKED: { message: 'blocked', color: 'red' },
};

/** The same for what does not exist, may not be seen and is badly signed. */
const NEUTRAL = { message: 'unknown', color: 'lightgrey' };

/** @param verdict - `undefined` when there is nothing that may be told */
export function readinessBadge(
  verdict: ReadinessVerdict | undefined,
  look: BadgeLook = {},
): string {
  const { message, color } = faceOf(verdict, look);
  return makeBadge({
    label: look.label ?? 'readiness',
    message,
    color,
    style: look.style ?? 'flat',
  });
}

/** For `https://img.shields.io/endpoint?url=…`, schema version 1. */
export function readinessBadgeJson(
  verdict: ReadinessVerdict | undefined,
  look: BadgeLook = {},
) {
  const { message, color } = faceOf(verdict, look);
  return {
    schemaVersion: 1,
    label: look.label ?? 'readiness',
    message,
    color,
    ...(look.style ? { style: look.style } : {}),
    // Seconds that shields.io keeps it; its own minimum is 300.
    cacheSeconds: 300,
  };
}

function faceOf(verdict: ReadinessVerdict | undefined, { color }: BadgeLook) {
  const face = verdict ? FACES[verdict] : NEUTRAL;
  return { ...face, color: verdict && color ? color : face.color };
}
