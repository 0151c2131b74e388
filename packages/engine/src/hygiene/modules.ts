import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { literalOf } from '../hcl/literal';
import { readBody, type Block, type Body } from '../hcl/readBody';
import { readDeclarations, type Declaration } from '../variables/declarations';
import { filesOf } from './sourceFiles';

type Declarations = ReadonlyMap<
  string,
  Pick<Declaration, 'sensitive' | 'ephemeral'>
>;

/** A `module` block. */
interface Call {
  block: Block;
  /** Folder of the module that is called, when it is in the source. Absolute. */
  folder?: string;
}

interface CodeFile {
  /** Absolute. */
  path: string;
  body: Body;
  calls: Call[];
}

/** A folder of Terraform code. */
export interface Module {
  /** Absolute. */
  folder: string;
  declarations: Declarations;
  files: CodeFile[];
}

/** The root module and the local modules that it calls, at any depth; the root module first. */
export async function readModules(options: {
  workingCopy: string;
  rootModule: string;
}): Promise<Map<string, Module>> {
  const modules = new Map<string, Module>();
  const pending = [options.rootModule];
  for (let folder = pending.shift(); folder; folder = pending.shift()) {
    if (modules.has(folder)) continue;
    const module = await readModule(folder, options.workingCopy);
    modules.set(folder, module);
    pending.push(
      ...module.files.flatMap(({ calls }) =>
        calls.flatMap(call => call.folder ?? []),
      ),
    );
  }
  return modules;
}

/** A module that is not there holds nothing; Terraform says that it is missing. */
async function readModule(
  folder: string,
  workingCopy: string,
): Promise<Module> {
  const files: CodeFile[] = [];
  for (const file of await filesOf(folder, /\.(tf|tofu)$/)) {
    const body = readBody(await readFile(file, 'utf8'));
    const calls = body.blocks
      .filter(({ type }) => type === 'module')
      .map(block => callOf(block, folder, workingCopy));
    files.push({ path: file, body, calls });
  }
  const code = await filesOf(folder, /\.(tf|tofu)(\.json)?$/);
  return {
    folder,
    declarations: code.length > 0 ? await readDeclarations(folder) : new Map(),
    files,
  };
}

function callOf(block: Block, folder: string, workingCopy: string): Call {
  const source = block.body.attributes.get('source');
  const address = source && literalOf(source.expression);
  if (typeof address !== 'string' || !/^\.\.?\//.test(address)) {
    return { block };
  }
  const target = path.resolve(folder, address);
  return isInside(target, workingCopy) ? { block, folder: target } : { block };
}

export function isInside(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder + path.sep);
}
