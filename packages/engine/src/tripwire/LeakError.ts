import { RunFailure } from '../errors';

/** What the tripwire found, for an audit log: names, never values. */
export interface Leak {
  /** Names of the secrets. */
  secrets: string[];
  /** What held them: names of files, or of logs. */
  artifacts: string[];
  /** Folder that they were moved to. */
  quarantine: string;
}

/**
 * A secret was found in what was written of a run. The artifacts are in
 * quarantine, and nothing serves them any more.
 *
 * @public
 */
export class LeakError extends RunFailure {
  readonly leak: Leak;

  constructor(leak: Leak) {
    super(
      `The tripwire found ${listed(leak.secrets)} in ${listed(
        leak.artifacts,
      )}: moved to quarantine`,
      {
        nextStep:
          'Rotate the secret, look at the quarantined file on the host for how it was printed, and see docs/operations/redaction.md.',
      },
    );
    this.name = 'LeakError';
    this.leak = leak;
  }
}

function listed(names: string[]): string {
  return names.map(name => `'${name}'`).join(', ');
}
