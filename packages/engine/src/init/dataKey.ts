import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Tool } from '../tool/Tools';

/** Lines that say which modules and providers are needed. Too many do no harm: only a needless init. */
const TELLING =
  /\b(module|source|version|required_providers|required_version|provider|providers|resource|data|ephemeral|backend|cloud)\b/;
const LOCAL_MODULE = /"?\bsource"?\s*[=:]\s*"(\.\.?\/[^"]*)"/g;
const CONFIGURATION = /\.(tf|tofu)(\.json)?$/;
const LOCK_FILE = '.terraform.lock.hcl';

/**
 * A name for all that an initialised data directory depends on. Environments and
 * commits with the same key share the directory and skip init.
 */
export async function dataKey(options: {
  rootModule: string;
  /** Modules outside are not followed. */
  sourceRoot: string;
  override: string;
  tool: Tool;
  cliConfigFile?: string;
}): Promise<string> {
  const hash = createHash('sha256');
  const add = (name: string, content: string | Buffer) =>
    hash.update(`${name}\0${content.length}\0`).update(content);
  add('tool', `${options.tool.product} ${options.tool.version}`);
  add('binary', options.tool.binary);
  add('backend', options.override);
  // Modules are recorded by their path from the root module.
  add('root', path.relative(options.sourceRoot, options.rootModule));
  add('lock', await readOptional(path.join(options.rootModule, LOCK_FILE)));
  if (options.cliConfigFile) {
    add('cli', await readOptional(options.cliConfigFile));
  }
  const modules = [options.rootModule];
  // The list grows while it is read.
  for (const folder of modules) {
    add('module', path.relative(options.rootModule, folder));
    for (const text of await configurationOf(folder)) {
      const telling = text.split('\n').filter(line => TELLING.test(line));
      add('file', telling.map(line => line.trim()).join('\n'));
      for (const [, source] of text.matchAll(LOCAL_MODULE)) {
        const called = path.resolve(folder, source);
        const inside = called.startsWith(options.sourceRoot + path.sep);
        if (inside && !modules.includes(called)) modules.push(called);
      }
    }
  }
  return hash.digest('hex').slice(0, 40);
}

async function configurationOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter(name => CONFIGURATION.test(name))
      .sort()
      .map(name => readOptional(path.join(folder, name))),
  );
}

async function readOptional(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
