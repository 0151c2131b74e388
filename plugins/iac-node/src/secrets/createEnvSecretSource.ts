import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { describeProblems } from '../config/problems';
import type { IacConfig } from '../environments';
import { ProcessVariables } from './ProcessVariables';
import type { SecretSource } from './SecretSource';

const settings = z.strictObject({
  allow: z
    .array(
      z
        .string()
        .regex(
          /^[A-Za-z_*][A-Za-z0-9_*]*$/,
          "must be a name of a process variable, in which '*' stands for any characters",
        ),
    )
    .optional(),
});

/**
 * The source `env`, which is always there: environment variables of this
 * process. Without a list of its own it allows the names that the
 * configuration's environments refer to, and no other.
 *
 * @throws InputError - for settings that are wrong
 * @public
 */
export function createEnvSecretSource(
  config: Pick<IacConfig, 'environments' | 'secretSources'>,
  options: { env?: Record<string, string | undefined> } = {},
): SecretSource {
  const parsed = settings.safeParse(config.secretSources.env?.settings ?? {});
  if (!parsed.success) {
    throw new InputError(
      `Invalid configuration: ${describeProblems(
        ['iac', 'secrets', 'sources', 'env'],
        parsed.error,
      )}`,
    );
  }
  const referenced = config.environments.flatMap(({ secrets }) =>
    Object.values(secrets)
      .filter(({ source }) => source === 'env')
      .map(({ key }) => key),
  );
  return ProcessVariables.create({
    allow: parsed.data.allow ?? referenced,
    env: options.env,
  });
}
