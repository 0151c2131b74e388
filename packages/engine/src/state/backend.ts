import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RunFailure } from '../errors';
import type { Json, StateDefinition } from '../types';
import { checkName } from '../workingCopy/names';

/** JSON, for its quoting is simple and `terraform fmt` leaves it alone. Late in the order of override files. */
const OVERRIDE_STEM = 'zz_iac_backend_override';
const OVERRIDE_FILE = `${OVERRIDE_STEM}.tf.json`;

/** Backends that hold several states side by side. */
const WITH_WORKSPACES = new Set<StateDefinition['type']>([
  'local',
  'pg',
  's3',
  'gcs',
  'azurerm',
  'kubernetes',
  'consul',
]);

/** The backend of an environment, as the engine uses it. */
export interface Backend {
  type: StateDefinition['type'];
  /** Content of the override file. */
  override: string;
  /** Value of `TF_WORKSPACE`; absent for the default one. */
  workspace?: string;
  /** For the type `local`: the state's file. */
  localFile?: string;
}

/**
 * Reads the definition of an environment's state. A `local` state is kept in the
 * engine's home unless `path` is absolute: the working copy is thrown away.
 *
 * @throws {@link RunFailure} for a workspace that the backend does not have
 */
export async function defineBackend(options: {
  environment: string;
  state: StateDefinition;
  /** The engine's home. */
  home: string;
}): Promise<Backend> {
  const { state } = options;
  const workspace =
    state.workspace && state.workspace !== 'default'
      ? checkName('workspace', state.workspace)
      : undefined;
  if (workspace && !WITH_WORKSPACES.has(state.type)) {
    throw new RunFailure(
      `The state backend '${state.type}' has no workspaces, but '${workspace}' is asked for`,
      {
        nextStep:
          'Leave the workspace out and use one address per environment.',
      },
    );
  }
  if (state.type !== 'local') {
    const override = write(state.type, state.config);
    return { type: state.type, override, workspace };
  }
  const folder = path.join(options.home, 'state');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = checkName('environment name', options.environment);
  const given = state.config.path;
  const file = path.resolve(
    folder,
    typeof given === 'string' ? given : `${name}.tfstate`,
  );
  const workspaces =
    typeof state.config.workspace_dir === 'string'
      ? path.resolve(folder, state.config.workspace_dir)
      : `${file}.d`;
  return {
    type: 'local',
    override: write('local', { path: file, workspace_dir: workspaces }),
    workspace,
    localFile: workspace
      ? path.join(workspaces, workspace, 'terraform.tfstate')
      : file,
  };
}

/**
 * Puts the override file into the root module.
 *
 * @throws {@link RunFailure} when the source holds a file that would be read after it
 */
export async function writeOverride(
  rootModule: string,
  backend: Backend,
): Promise<void> {
  for (const name of await readdir(rootModule)) {
    const stem = /^(.*)\.(tf|tofu)(\.json)?$/.exec(name)?.[1];
    if (stem?.endsWith('_override') && stem >= OVERRIDE_STEM) {
      throw new RunFailure(
        `The root module holds '${name}', which could replace the environment's state backend`,
        { nextStep: `Rename it so that it sorts before '${OVERRIDE_STEM}'.` },
      );
    }
  }
  const file = path.join(rootModule, OVERRIDE_FILE);
  await writeFile(file, backend.override, { mode: 0o600 });
}

/** Unlike anywhere else in a JSON file, Terraform takes strings here as they are, not as templates. */
function write(type: string, config: Record<string, Json>): string {
  const backend = { [type]: config };
  return `${JSON.stringify({ terraform: { backend } }, undefined, 2)}\n`;
}
