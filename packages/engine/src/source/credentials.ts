import type { SecretValue } from '../redaction';
import type { SourceDefinition } from '../types';

/** What git sends along, and which parts of it are secret. */
export interface SourceCredentials {
  headers: Record<string, string>;
  secrets: SecretValue[];
}

/** Asks for the credentials of a source anew. */
export async function readCredentials(
  definition: SourceDefinition,
): Promise<SourceCredentials> {
  const given =
    definition.type === 'git' ? await definition.credentials?.() : undefined;
  const headers = given?.headers ?? {};
  return { headers, secrets: Object.values(headers).flatMap(secretsIn) };
}

/** Of `Basic dXNlcjp0b2tlbg==` the second word is the secret, in two forms. */
function secretsIn(header: string): SecretValue[] {
  const token = header.slice(header.indexOf(' ') + 1);
  const clear = Buffer.from(token, 'base64').toString('utf8');
  const colon = clear.indexOf(':');
  const parts = colon < 0 ? [] : [clear, clear.slice(colon + 1)];
  return [header, token, ...parts].map(value => ({
    name: 'git-credentials',
    value,
  }));
}
