import {
  measure,
  say,
  type HygieneReport,
} from '@backstage-iac/plugin-iac-common';
import type { CheckSubject } from '@backstage-iac/plugin-iac-node';
import type { SaidObservation } from './BuiltInCheck';
import { CheckFailure } from './CheckFailure';
import { NO_RUN, PLAN_AGAIN, seenBy } from './runEvidence';

/** Whether the newest plan found secrets where they do not belong. */
export async function observeHygiene(
  { facts }: CheckSubject,
  hygieneOf: (runId: string) => Promise<HygieneReport | undefined>,
): Promise<SaidObservation> {
  const { lastPlan } = facts;
  if (!lastPlan) return NO_RUN;
  const report = await hygieneOf(lastPlan.id).catch(() => {
    throw new CheckFailure(
      say('checks.secrets.hygiene.lost', { number: lastPlan.number }),
      { runId: lastPlan.id, next: PLAN_AGAIN },
    );
  });
  const limit = say('checks.secrets.hygiene.limit');
  const seen = { ...seenBy(lastPlan), ...measure(undefined, limit) };
  if (!report) {
    return {
      status: 'unknown',
      ...say('checks.secrets.hygiene.notLooked', { number: lastPlan.number }),
      next: PLAN_AGAIN,
      ...seen,
    };
  }
  for (const status of ['fail', 'error', 'warn'] as const) {
    const found = report.checks.filter(check => check.status === status);
    if (found.length > 0) {
      const [first] = found.flatMap(({ evidence }) => evidence);
      const finding = found[0].summary;
      return {
        status: status === 'error' ? 'unknown' : status,
        ...(first
          ? say('checks.secrets.hygiene.foundAt', {
              finding,
              place: `${first.file}${first.line ? `:${first.line}` : ''}`,
            })
          : say('checks.secrets.hygiene.found', { finding })),
        ...seen,
        ...measure(
          say('checks.secrets.hygiene.rules', {
            found: found.length,
            all: report.checks.length,
          }),
          limit,
        ),
      };
    }
  }
  return {
    status: 'pass',
    ...say('checks.secrets.hygiene.clean'),
    ...seen,
    value: report.commit,
  };
}
