import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Digests } from './digest/Digests';
import { DataDirectories } from './init/DataDirectories';
import { checkEnvironment } from './environment/checkEnvironment';
import { inspectLock, unlock } from './lock';
import { apply } from './run/apply';
import type { EngineParts } from './run/EngineParts';
import { readOutputs } from './run/outputs';
import { plan } from './run/plan';
import { pushRescuedState } from './run/rescuedState';
import { redactError } from './redaction';
import { createRedactor } from './secrets/environmentSecrets';
import { openSource } from './source/openSource';
import { Tools } from './tool/Tools';
import { discardRun } from './traces/discardRun';
import { examine } from './traces/examine';
import type { Engine, EngineOptions, StoredRun } from './types';
import { Vault } from './vault/Vault';
import { RunFolder } from './workingCopy/RunFolder';

/** Providers may be Node programs. */
const DEFAULT_PATH = [
  path.dirname(process.execPath),
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
];

/**
 * Makes an engine. Several may work in one home, in any number of processes.
 *
 * @throws RangeError for a digest key of less than 32 bytes
 * @public
 */
export function createEngine(options: EngineOptions): Engine {
  const { home, cliConfigFile } = options;
  const programs = options.path ?? DEFAULT_PATH;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const vault = Vault.create(options.keyring);
  const folderOf = (runId: string) => RunFolder.of(home, runId, vault);
  const parts: EngineParts = {
    home,
    cliConfigFile,
    path: programs,
    tools: new Tools({ path: programs, home }),
    digests: Digests.create(options.digestKey),
    vault,
    dataDirectories: new DataDirectories(home),
  };
  return {
    async resolve(environment, ref) {
      checkEnvironment(environment);
      let redactor = createRedactor(environment);
      try {
        const source = await openSource({
          definition: environment.source,
          home,
          programs,
          onSecrets: secrets => {
            redactor = redactor.extend(secrets);
          },
        });
        return await source.resolve(ref ?? environment.ref);
      } catch (error) {
        throw redactError(error, redactor);
      }
    },
    plan: request => plan(parts, request),
    apply: request => apply(parts, request),
    discard: (runId, how) => discardRun(parts, runId, how),
    async listRuns() {
      const runs: StoredRun[] = [];
      for (const runId of await RunFolder.list(home)) {
        const times = await folderOf(runId).times();
        // It may have been discarded meanwhile.
        if (times) runs.push({ runId, ...times });
      }
      return runs;
    },
    openRescuedState: runId => folderOf(runId).openRescuedState(),
    inspectLock: environment => inspectLock(parts, { environment }),
    unlock: (environment, lockId) => unlock(parts, { environment }, lockId),
    examine: request => examine(parts, request),
    pushRescuedState: request => pushRescuedState(parts, request),
    readOutputs: environment => readOutputs(parts, { environment }),
  };
}
