import { RunFailure, StalePlanError } from '../errors';
import type { Redactor } from '../redaction';
import { locationOf, type Diagnostic } from './diagnostics';

/** Longer details are cut: the log has them whole. Characters. */
const LONGEST_DETAIL = 1_000;

const STALE = [
  'Saved plan is stale',
  'Saved plan does not match the given state',
];

/** What to do about well-known errors, by their summary. */
const NEXT_STEPS: Array<[RegExp, string]> = [
  [
    /No value for required variable/,
    "Give it a value in the environment's variables, variable files or secrets.",
  ],
  [
    /releasing the state lock/i,
    'The state was saved; check that its lock is free, release it if not, and plan again.',
  ],
  [
    /state lock/,
    'Wait until the run that holds the lock has ended; if it is dead, check the state and release the lock by hand.',
  ],
  [
    /Unsupported Terraform Core version/,
    "Choose a fitting version in the environment's tool.",
  ],
  [
    /(dependency lock file|Provider dependency changes|Failed to install provider|Failed to query available provider|Required plugins are not installed)/,
    "Run 'init' in the root module, commit .terraform.lock.hcl, and check the provider mirror.",
  ],
  [
    /(Failed to get existing workspaces|Failed to load state|loading state|Error refreshing state|Error saving state|Backend initialization)/,
    "Check the environment's state settings and its credentials.",
  ],
  [
    /Invalid value for (input )?variable/,
    "Correct the value in the environment's variables or variable files.",
  ],
];

/** The failure that tells of Terraform's first error. */
export function failureOf(options: {
  /** What did not work: `Planning failed`. */
  what: string;
  errors: Diagnostic[];
  /** What Terraform said when it gave no error in order. */
  otherwise: string;
  redactor: Redactor;
  /** Added to the message. */
  also?: string;
  nextStep?: string;
}): RunFailure {
  const { errors, redactor } = options;
  const [first] = errors;
  const said = first
    ? describe(first)
    : options.otherwise.trim().slice(-LONGEST_DETAIL) || 'it gave no reason';
  const more =
    errors.length > 1 ? ` (and ${errors.length - 1} more, see the log)` : '';
  const message = redactor.redact(
    `${options.what}: ${said}${more}${options.also ? `. ${options.also}` : ''}`,
  );
  if (first && STALE.includes(first.summary))
    return new StalePlanError(message);
  return new RunFailure(message, {
    nextStep: redactor.redact(options.nextStep ?? nextStepFor(first)),
  });
}

function describe(diagnostic: Diagnostic): string {
  const detail = diagnostic.detail.replace(/\s+/g, ' ').trim();
  const cut =
    detail.length > LONGEST_DETAIL
      ? `${detail.slice(0, LONGEST_DETAIL)}…`
      : detail;
  const where = locationOf(diagnostic);
  return `${diagnostic.summary}${where ? ` (${where})` : ''}${
    cut ? `: ${cut}` : ''
  }`;
}

function nextStepFor(error: Diagnostic | undefined): string {
  if (!error) return 'Look at the log of the run.';
  const text = `${error.summary} ${error.detail}`;
  const known = NEXT_STEPS.find(([pattern]) => pattern.test(text));
  if (known) return known[1];
  const where = error.file ? locationOf(error) : undefined;
  return where
    ? `Correct ${where} and plan again.`
    : 'Look at the log of the run, correct the cause and plan again.';
}
