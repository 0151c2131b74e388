/**
 * Exit codes, those of `terraform plan -detailed-exitcode`: 0 nothing to do,
 * 1 error, 2 changes (or drift).
 */
export type ExitCode = 0 | 1 | 2;

export const EXIT_CODES_HELP = `
Exit codes (as Terraform's):
  0  nothing to do, or done
  1  error, refused or canceled
  2  plan: there are changes to apply; drift: resources changed outside Terraform`;
