import type { RedactedText } from '@backstage-iac/plugin-iac-common';

/**
 * Text that the redactor has seen. Every sink takes only this.
 *
 * @public
 */
export type Redacted = RedactedText;

/**
 * A value that must not leave the engine in clear.
 *
 * @public
 */
export interface SecretValue {
  value: string;
  /** Shown in its place: `[redacted:db_password]`. Never a secret itself. */
  name?: string;
}
