import type { Interruption } from '../process/Stopper';
import type { EngineEnvironment, RunLimits } from '../types';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const DEFAULT_LIMITS: RunLimits = {
  commandTimeoutMs: HOUR_MS,
  applyTimeoutMs: 24 * HOUR_MS,
  silenceMs: 15 * MINUTE_MS,
  graceMs: 30 * SECOND_MS,
  lockWaitMs: MINUTE_MS,
  outputBytes: 64 * 1024 * 1024,
};

export function limitsOf(environment: EngineEnvironment): RunLimits {
  return { ...DEFAULT_LIMITS, ...environment.limits };
}

/** The limit that stopped a command, in words: `printed nothing for 15 min`. */
export function describeLimit(
  limits: RunLimits,
  by: Exclude<Interruption, 'abort'>,
  kind?: 'apply',
): { said: string; nextStep: string } {
  if (by === 'silence') {
    return {
      said: `printed nothing for ${duration(limits.silenceMs)}`,
      nextStep: nextStep('silenceMs'),
    };
  }
  const name = kind === 'apply' ? 'applyTimeoutMs' : 'commandTimeoutMs';
  return {
    said: `took longer than ${duration(limits[name])}`,
    nextStep: nextStep(name),
  };
}

function nextStep(limit: keyof RunLimits): string {
  return `Look at the log for what it waited for, or raise the limit '${limit}' of the environment; then plan again.`;
}

function duration(milliseconds: number): string {
  if (milliseconds < 2 * MINUTE_MS) return `${milliseconds / SECOND_MS} s`;
  if (milliseconds < 2 * HOUR_MS) {
    return `${Math.round(milliseconds / MINUTE_MS)} min`;
  }
  return `${Math.round(milliseconds / HOUR_MS)} h`;
}

/** How long Terraform waits for the state's lock. */
export function lockTimeout({ lockWaitMs }: RunLimits): string {
  return `-lock-timeout=${lockWaitMs}ms`;
}
