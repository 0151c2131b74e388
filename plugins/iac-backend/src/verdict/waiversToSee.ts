import {
  isFailing,
  type CheckStanding,
  type CheckWaiver,
} from '@backstage-iac/plugin-iac-common';

/** What is over for longer is history; milliseconds. */
export const ENDED_LATELY_MS = 14 * 24 * 3600_000;

/**
 * Waivers that a person should look at: those that wait for a decision, and the
 * ones that ended while their check still does not pass. A check that has an
 * open waiver needs no word on its older ones.
 *
 * @param waivers - of one environment, in any order
 */
export function waiversToSee(
  waivers: readonly CheckWaiver[],
  standings: readonly CheckStanding[],
  now: Date,
): CheckWaiver[] {
  const isOver = ({ expiresAt }: CheckWaiver) =>
    Date.parse(expiresAt) <= now.getTime();
  const open = waivers.filter(
    waiver =>
      (waiver.state === 'requested' || waiver.state === 'active') &&
      !isOver(waiver),
  );
  const troubled = new Set(
    standings
      .filter(({ standing }) => isFailing(standing))
      .map(({ checkId }) => checkId),
  );
  const settled = new Set(open.map(({ checkId }) => checkId));
  const ended = waivers
    .filter(
      waiver =>
        // One that nobody decided was never in force.
        waiver.decidedBy !== undefined &&
        (waiver.state === 'active' || waiver.state === 'expired') &&
        isOver(waiver) &&
        troubled.has(waiver.checkId),
    )
    .sort((a, b) => (a.expiresAt < b.expiresAt ? 1 : -1))
    .filter(({ checkId }) => {
      if (settled.has(checkId)) return false;
      settled.add(checkId);
      return true;
    })
    .map(waiver => ({ ...waiver, state: 'expired' as const }));
  return [...open.filter(({ state }) => state === 'requested'), ...ended];
}
