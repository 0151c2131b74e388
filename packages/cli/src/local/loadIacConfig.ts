import {
  findBaseDir,
  readIacConfig,
  type IacConfig,
} from '@backstage-iac/plugin-iac-node';
import { UsageError } from '../errors';

/**
 * Reads the portal's configuration files as the portal does, environment
 * substitution and `APP_CONFIG_…` variables included.
 *
 * @param files - as given; without any, `app-config.yaml` and `app-config.local.yaml` of the repository's root
 */
export async function loadIacConfig(files: string[]): Promise<IacConfig> {
  // Half of the start-up, of no use to `--help` or to a portal's client.
  const { ConfigSources } = await import('@backstage/config-loader');
  const rootDir = findBaseDir();
  const source = ConfigSources.default({
    argv: files.flatMap(file => ['--config', file]),
    rootDir,
    watch: false,
  });
  const config = await ConfigSources.toConfig(source).catch(error => {
    throw new UsageError(
      error instanceof Error ? error.message : String(error),
      {
        nextStep: 'Run in the repository of the portal, or pass --config FILE',
      },
    );
  });
  config.close();
  return readIacConfig(config, { baseDir: rootDir });
}
