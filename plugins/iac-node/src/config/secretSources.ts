import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { SecretSourceSettings } from '../environments';
import { describeProblems } from './problems';
import { secretSourcesSchema } from './schema';

/** Kinds that need no entry under `iac.secrets.sources` to be named. */
export const SECRET_SOURCE_KINDS = [
  'env',
  'age',
  'sops',
  'aws',
  'gcp',
  'vault',
] as const;

/** `iac.secrets.sources` by id; what is in the settings is up to each kind. */
export function readSecretSourceSettings(
  config: Config,
): Record<string, SecretSourceSettings> {
  const root = ['iac', 'secrets', 'sources'];
  const parsed = secretSourcesSchema.safeParse(
    config.getOptional(root.join('.')) ?? {},
  );
  if (!parsed.success) {
    throw new InputError(
      `Invalid configuration: ${describeProblems(root, parsed.error)}`,
    );
  }
  return toSecretSources(parsed.data);
}

export function toSecretSources(
  section: Record<string, Record<string, unknown>>,
): Record<string, SecretSourceSettings> {
  return Object.fromEntries(
    Object.entries(section).map(([id, { type, ...settings }]) => [
      id,
      { kind: typeof type === 'string' ? type : id, settings },
    ]),
  );
}
