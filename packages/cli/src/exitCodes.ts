import type { ReadinessVerdict } from '@backstage-iac/plugin-iac-common';

/**
 * Exit codes, those of `terraform plan -detailed-exitcode`: 0 nothing to do,
 * 1 error, 2 changes (or drift). `iac readiness` says the verdict: see
 * {@link READINESS_EXIT_CODES}.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

export const EXIT_CODES_HELP = `
Exit codes (as Terraform's):
  0  nothing to do, or done
  1  error, refused or canceled
  2  plan: there are changes to apply; drift: resources changed outside Terraform`;

/** Of `iac readiness`; 1 stays an error, so that no answer is taken for a verdict. */
export const READINESS_EXIT_CODES: Readonly<
  Record<ReadinessVerdict, ExitCode>
> = { READY: 0, AT_RISK: 2, UNPROVEN: 3, BLOCKED: 4 };

export const READINESS_EXIT_CODES_HELP = `
Exit codes:
  0  READY
  1  error: there is no answer
  2  AT_RISK
  3  UNPROVEN
  4  BLOCKED`;
