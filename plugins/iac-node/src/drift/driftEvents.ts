import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  DriftEpisode,
  RunMention,
} from '@backstage-iac/plugin-iac-common';

/**
 * What changed about the drift of an environment. Nothing in it was not
 * redacted.
 *
 * @public
 */
export interface IacDriftEvent {
  /** The same when it is told a second time. */
  id: string;
  /**
   * - `drifted`: an episode of drift began
   * - `resolved`: it ended
   * - `check-failing`: a check gave no answer, and the one before did
   * - `check-recovered`: checks give answers again
   */
  type: 'drifted' | 'resolved' | 'check-failing' | 'check-recovered';
  environment: {
    name: string;
    title?: string;
    /** Entity ref. */
    owner?: string;
  };
  /** The drift check that it follows from. */
  run: RunMention;
  /** When the check ended; ISO 8601, UTC. */
  at: string;
  /** As it was then; of `drifted` and `resolved`. */
  episode?: DriftEpisode;
}

/**
 * Hears an event once; twice when the host died before it could write down that
 * it was heard. What it throws makes the event come again, later, to all
 * listeners; the events of an environment come in order.
 *
 * @public
 */
export type IacDriftListener = (event: IacDriftEvent) => Promise<void>;

/** Lets modules hear when environments drift, and when they no longer do. @public */
export interface IacDriftEventsExtensionPoint {
  addListener(listener: IacDriftListener): void;
}

/** @public */
export const iacDriftEventsExtensionPoint =
  createExtensionPoint<IacDriftEventsExtensionPoint>({
    id: 'iac.drift-events',
  });
