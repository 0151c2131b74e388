import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Digests } from './digest/Digests';
import { PlanVault } from './digest/PlanVault';
import { DataDirectories } from './init/DataDirectories';
import { apply } from './run/apply';
import type { EngineParts } from './run/EngineParts';
import { plan } from './run/plan';
import { redactError } from './redaction';
import { createRedactor } from './secrets/environmentSecrets';
import { openSource } from './source/openSource';
import { Tools } from './tool/Tools';
import type { Engine, EngineOptions } from './types';
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
  const parts: EngineParts = {
    home,
    cliConfigFile,
    path: programs,
    tools: new Tools({ path: programs, home }),
    digests: Digests.create(options.digestKey),
    vault: PlanVault.create(options.digestKey),
    dataDirectories: new DataDirectories(home),
  };
  return {
    async resolve(environment, ref) {
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
    discard: runId => RunFolder.of(home, runId).discard(),
  };
}
