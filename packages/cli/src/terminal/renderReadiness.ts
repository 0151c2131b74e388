import {
  READINESS_PURPOSES,
  type ReadinessDetail,
  type ReadinessReason,
} from '@backstage-iac/plugin-iac-common';
import { plainText } from './plainText';

/** Verdict, what it is ready for, and each reason with its next step. */
export function renderReadiness(readiness: ReadinessDetail): string {
  const { environment, readyFor, reasons, verdict, counts } = readiness;
  return [
    `'${environment}' is ${verdict} (${readiness.evaluatedAt})`,
    ...READINESS_PURPOSES.map(
      purpose => `  ${purpose.padEnd(8)} ${readyFor[purpose]}`,
    ),
    ...reasons.flatMap(renderReason),
    '',
    `${counts.pass} checks pass, ${counts.fail} fail, ${counts.warn} warn, ${
      counts.stale + counts.unknown + counts.error
    } are stale or not known, ${counts.waived} waived`,
  ].join('\n');
}

function renderReason({ verdict, message, next }: ReadinessReason): string[] {
  return [
    '',
    `  ${verdict}: ${plainText(message)}`,
    ...(next ? [`    next: ${plainText(next.label)}`] : []),
  ];
}
