import { resolve } from 'node:path';
import { z } from 'zod';

const text = z.string().min(1, 'must not be empty');

/** `iac.secrets.sources.<id>` of a source of age files. */
export const ageSettings = z.strictObject({
  root: text.optional(),
  identities: z
    .union([z.strictObject({ file: text }), z.strictObject({ env: text })], {
      error: 'must be { file: … } or { env: … }, where the private keys are',
    })
    .optional(),
  recipients: z
    .array(z.string().regex(/^age1[a-z0-9]+$/, "must be a public key, 'age1…'"))
    .optional(),
});

export type AgeSettings = z.infer<typeof ageSettings>;

/** Makes the paths of settings absolute. */
export function resolvePaths(
  settings: AgeSettings,
  baseDir: string,
): AgeSettings & { root: string } {
  const { identities } = settings;
  return {
    ...settings,
    root: resolve(baseDir, settings.root ?? '.'),
    ...(identities && 'file' in identities
      ? { identities: { file: resolve(baseDir, identities.file) } }
      : {}),
  };
}
