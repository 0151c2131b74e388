import type { DriftSeverity } from './drift';
import type { Operation } from './operations';

/**
 * How drift came to its end.
 *
 * - `reconciled`: an apply put back what was changed outside
 * - `accepted`: a refresh-only apply took it over into the state
 * - `ignored`: a rule for known drift covers it by now
 * - `vanished`: nobody applied anything, and a check no longer saw it
 *
 * @public
 */
export type DriftResolution =
  | 'reconciled'
  | 'accepted'
  | 'ignored'
  | 'vanished';

/** What happened outside Terraform to a resource. @public */
export type DriftCause = 'changed' | 'deleted' | 'replaced';

/** A run, in so few words. @public */
export interface RunMention {
  runId: string;
  /** Shown as `#12`. */
  number: number;
}

/** An apply and who let it happen. @public */
export interface EpisodeApply extends RunMention {
  operation: Operation;
  /** Who gave the last approval, or asked for the run where it needed none; an entity ref or the subject of a service. */
  by: string;
  /** When it ended; ISO 8601, UTC. */
  at: string;
}

/** A drift check during an episode. @public */
export interface EpisodeCheck extends RunMention {
  /** `failed`: it could not look, and neither opens nor ends an episode. */
  answer: 'drifted' | 'clean' | 'failed';
  /** When it ended; ISO 8601, UTC. */
  at: string;
}

/** A resource that drifted during an episode. @public */
export interface EpisodeResource {
  address: string;
  /** The worst that a check saw. */
  severity: DriftSeverity;
  /** All that checks saw. */
  causes: DriftCause[];
  /** Paths of attributes that differed, at most 20. */
  attributes: string[];
}

/**
 * Drift of an environment, from the first check that saw it to the first one
 * that no longer did. An environment has at most one that is not resolved.
 * Times are ISO 8601, UTC.
 *
 * @public
 */
export interface DriftEpisode {
  id: string;
  environment: string;
  firstSeenAt: string;
  /** The check that saw it first. */
  firstSeenBy: RunMention;
  /** When a check saw it last. */
  lastSeenAt: string;
  /** The newest check since it began, whatever came of it. */
  lastCheck: EpisodeCheck;
  /** The worst of all resources. */
  severity: DriftSeverity;
  /** All that ever drifted in it, at worst; worst first, at most 200. */
  resources: EpisodeResource[];
  /** Most resources that drifted at a time. */
  resourceCount: number;
  /** The last apply before it began; absent when there was none. */
  appliedBefore?: EpisodeApply;
  /** Earlier episodes of the environment that had a resource in common. */
  recurrence: {
    /** Among the last 200. */
    episodes: number;
    /** When the last of them ended. */
    lastEndedAt?: string;
  };
  /** Absent while it goes on. */
  resolved?: {
    how: DriftResolution;
    /** When the apply ended that resolved it; else when a check no longer saw it. */
    at: string;
    /** What resolved it, where that was an apply. */
    by?: EpisodeApply;
    /** From the first check that saw it, seconds. */
    secondsToRemediate: number;
  };
}
