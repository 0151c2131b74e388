import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { RedactedText } from '@backstage-iac/plugin-iac-common';

/** Asks for runs that no person asked for. */
export const PLUGIN_SUBJECT = 'plugin:iac';

/** Entity ref of a person, or subject of a service. */
export function subjectOf(credentials: BackstageCredentials): RedactedText {
  const { principal } = credentials as BackstageCredentials<{
    type?: string;
    userEntityRef?: string;
    subject?: string;
  }>;
  const subject =
    principal.type === 'user' ? principal.userEntityRef : principal.subject;
  if (!subject) throw new NotAllowedError('Sign in to use this');
  // The portal signed it: it names somebody, and is no value of a run.
  return subject as RedactedText;
}
