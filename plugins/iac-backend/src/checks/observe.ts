import { toError } from '@backstage/errors';
import {
  mapSaid,
  say,
  type ReadinessCheckResult,
  type Said,
  type Sentence,
} from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';
import { CheckFailure } from './CheckFailure';

/** A check that takes longer has failed, in milliseconds. */
const TIMEOUT_MS = 15_000;
/** Longest sentence that is kept, in characters. */
const LONGEST = 500;

/**
 * Lets a check look. Never throws: a check that breaks gives `error`, and what
 * it said before stays beside it.
 *
 * @param options - `before`: the newest result that is stored
 */
export async function observe(
  check: ReadinessCheck,
  subject: Omit<CheckSubject, 'signal'>,
  options: {
    /** Takes the environment's secrets out of what no check meant to say; throws when it cannot. */
    redact: (text: string) => Promise<string>;
    before?: ReadinessCheckResult;
  },
): Promise<ReadinessCheckResult> {
  const now = subject.now.toISOString();
  try {
    const seen = await withTimeout(signal =>
      check.observe({ ...subject, signal }),
    );
    return {
      checkId: check.id,
      status: seen.status,
      summary: shorten(seen.summary),
      said: seen.said && shortenSaid(seen.said),
      value: seen.value,
      saidValue: seen.saidValue && shortenSaid(seen.saidValue),
      threshold: seen.threshold,
      saidThreshold: seen.saidThreshold && shortenSaid(seen.saidThreshold),
      evidence: seen.evidence ?? [],
      observedAt: seen.observedAt ?? now,
      producer: check.producer,
      runId: seen.runId,
      next: seen.next,
    };
  } catch (error) {
    const { summary, said } = await explain(error, options.redact);
    return {
      checkId: check.id,
      status: 'error',
      summary: shorten(summary),
      said: shortenSaid(said),
      evidence: [],
      observedAt: now,
      producer: check.producer,
      ...(error instanceof CheckFailure
        ? { runId: error.runId, next: error.next }
        : {}),
      lastKnown: lastKnownOf(options.before),
    };
  }
}

/** The text of an error that no check meant to give may quote anything. */
async function explain(
  error: unknown,
  redact: (text: string) => Promise<string>,
): Promise<Sentence> {
  if (error instanceof CheckFailure) {
    return { summary: error.message, said: error.said };
  }
  const { name, message } = toError(error);
  return redact(message).then(
    redacted => say('checks.broken.because', { error: redacted }),
    () => say('checks.broken.unexpected', { error: name }),
  );
}

function lastKnownOf(
  before: ReadinessCheckResult | undefined,
): ReadinessCheckResult['lastKnown'] {
  if (!before || before.status === 'error') return before?.lastKnown;
  const { status, summary, said, observedAt } = before;
  return { status, summary, said, observedAt };
}

async function withTimeout(
  work: (signal: AbortSignal) => Promise<CheckObservation> | CheckObservation,
): Promise<CheckObservation> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(
        new CheckFailure(
          say('checks.broken.timeout', { seconds: TIMEOUT_MS / 1000 }),
        ),
      );
    }, TIMEOUT_MS);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a sentence quotes is kept no longer than a sentence. */
function shortenSaid(said: Said): Said {
  return mapSaid(said, shorten);
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
