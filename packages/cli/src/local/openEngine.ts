import { createEngine, type Engine, type Keyring } from '@backstage-iac/engine';
import {
  openKeyring,
  readDigestKey,
  type IacConfig,
} from '@backstage-iac/plugin-iac-node';
import type { Terminal } from '../terminal/Terminal';

/** The engine of this machine, with the keys that portal and command line share on one home. */
export async function openEngine(
  config: IacConfig,
  terminal: Terminal,
): Promise<{ engine: Engine; digestKey: Buffer }> {
  const { home, cliConfigFile } = config;
  const keyring = await openKeys(config, terminal);
  const digestKey = await readDigestKey(home);
  return {
    engine: createEngine({ home, cliConfigFile, digestKey, keyring }),
    digestKey,
  };
}

/** The encryption keys; says so when one is made. */
export async function openKeys(
  config: IacConfig,
  terminal: Terminal,
): Promise<Keyring> {
  return openKeyring(config, {
    onCreated: path =>
      terminal.report(
        `No encryption key is configured, so one was made in ${path}\n`,
      ),
  });
}
