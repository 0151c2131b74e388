import { totalmem } from 'node:os';
import path from 'node:path';
import { RunFailure } from '../errors';

const MIB = 1024 * 1024;

/** Made by the engine; a definition may not change them. */
const OWN_NAMES = new Set([
  'PATH',
  'HOME',
  'TMPDIR',
  'GOGC',
  'GOMEMLIMIT',
  'CHECKPOINT_DISABLE',
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'NODE_OPTIONS',
]);

export interface ChildEnvironmentOptions {
  path: string[];
  home: string;
  temporary: string;
  dataDirectory: string;
  cliConfigFile?: string;
  workspace?: string;
  /** Of the environment, for providers. */
  providers: Record<string, string>;
  /** Of the state backend. */
  state: Record<string, string>;
  /** Values of `TF_VAR_…`. */
  variables: Record<string, string>;
}

/**
 * The whole environment of a Terraform process, made from nothing: a plan can
 * read it and send it anywhere.
 *
 * @throws {@link RunFailure} for a name that would change how Terraform runs
 */
export function childEnvironment(
  options: ChildEnvironmentOptions,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.providers)) {
    refuse(name, 'env', name.startsWith('TF_'));
    env[name] = value;
  }
  for (const [name, value] of Object.entries(options.state)) {
    refuse(
      name,
      'state.env',
      name.startsWith('TF_') && !name.startsWith('TF_HTTP_'),
    );
    env[name] = value;
  }
  for (const [name, value] of Object.entries(options.variables)) {
    env[`TF_VAR_${name}`] = value;
  }
  return {
    ...env,
    PATH: options.path.join(path.delimiter),
    HOME: options.home,
    TMPDIR: options.temporary,
    TF_DATA_DIR: options.dataDirectory,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    ...memorySettings(),
    ...(options.cliConfigFile
      ? { TF_CLI_CONFIG_FILE: options.cliConfigFile }
      : {}),
    ...(options.workspace ? { TF_WORKSPACE: options.workspace } : {}),
  };
}

/** Go's collector off until the limit: a third less time for small environments. */
function memorySettings(): { GOGC: string; GOMEMLIMIT: string } {
  const share = Math.floor(totalmem() / MIB / 16);
  const limit = Math.min(1536, Math.max(400, share));
  return { GOGC: 'off', GOMEMLIMIT: `${limit}MiB` };
}

function refuse(name: string, where: string, terraform: boolean): void {
  const unusable = !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
  if (!terraform && !unusable && !OWN_NAMES.has(name)) return;
  throw new RunFailure(
    `The name '${name}' in the environment's ${where} is not allowed: it would change how Terraform runs`,
    {
      nextStep: `Remove '${name}' from ${where}; Terraform variables belong in variables or secrets.`,
    },
  );
}
