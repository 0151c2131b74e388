import {
  createEnvSecretSource,
  findBaseDir,
  type EnvironmentDefinition,
  type IacConfig,
  type SecretSource,
} from '@backstage-iac/plugin-iac-node';
import { UsageError } from '../errors';
import { isPackagedKind, loadSourcePackage } from './sourcePackages';

/**
 * The secret sources that one environment's definition names, and no other.
 *
 * @throws UsageError - for a kind that the command line has no package for, or whose package is missing
 */
export async function openSecretSources(
  config: IacConfig,
  definition: EnvironmentDefinition,
): Promise<ReadonlyMap<string, SecretSource>> {
  const sources = new Map<string, SecretSource>();
  const ids = Object.values(definition.secrets).map(({ source }) => source);
  for (const id of new Set(ids)) {
    sources.set(id, await openSource(config, id));
  }
  return sources;
}

async function openSource(
  config: IacConfig,
  id: string,
): Promise<SecretSource> {
  if (id === 'env') return createEnvSecretSource(config);
  const configured = config.secretSources[id];
  const kind = configured?.kind ?? id;
  if (!isPackagedKind(kind)) {
    throw new UsageError(
      `The command line knows no secret source of the kind '${kind}', which '${id}' is`,
      { nextStep: 'Set IAC_PORTAL_URL and run it on the portal' },
    );
  }
  const { secretSource } = await loadSourcePackage(kind);
  if (!configured && !secretSource.settingsOptional) {
    throw new UsageError(`The secret source '${id}' has no settings`, {
      nextStep: `Add them to 'iac.secrets.sources.${id}'`,
    });
  }
  const settings = configured?.settings ?? {};
  return secretSource.create(settings, { id, baseDir: findBaseDir() });
}
